package org.vigia.web.telegram;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.vigia.shared.durable.DurableFiles;
import org.vigia.shared.json.Json;
import org.vigia.shared.link.LinkMessage;

/// Whom the cameras alert, as they have said last, kept for the time when one of them is gone. Safe
/// for several threads.
public final class AlertChatBook {
    private static final Logger LOG = LoggerFactory.getLogger(AlertChatBook.class);

    private final Path file;
    private Map<String, List<LinkMessage.AlertChats.Chat>> chats;

    private record Kept(Map<String, List<LinkMessage.AlertChats.Chat>> cameras) {
        Kept {
            Objects.requireNonNull(cameras, "cameras");
        }
    }

    private AlertChatBook(Path file, Map<String, List<LinkMessage.AlertChats.Chat>> chats) {
        this.file = file;
        this.chats = chats;
    }

    /// Reads what is kept in `file`, which need not exist yet; others may not read it. What cannot
    /// be read is as good as nothing: each camera says it anew when it comes.
    public static AlertChatBook open(Path file) {
        try {
            if (Files.exists(file)) {
                return new AlertChatBook(
                        file, Json.read(Files.readAllBytes(file), Kept.class).cameras());
            }
        } catch (IOException e) {
            // What the parser says may quote the file, which holds ids.
            LOG.error(
                    "{}: cannot be read; that a camera is lost is told to nobody until it has come"
                            + " again and said whom it alerts",
                    file);
        }
        return new AlertChatBook(file, Map.of());
    }

    /// A camera says whom it alerts from now on.
    ///
    /// @throws IOException when the disk refuses; what was said before still counts
    public synchronized void told(String camera, LinkMessage.AlertChats told) throws IOException {
        if (told.chats().equals(chats.get(camera))) {
            return;
        }
        Map<String, List<LinkMessage.AlertChats.Chat>> now = new TreeMap<>(chats);
        now.put(camera, told.chats());
        Path folder = file.toAbsolutePath().getParent();
        if (folder != null) {
            DurableFiles.createDirectories(folder);
        }
        DurableFiles.replace(file, Json.bytes(new Kept(now)));
        chats = now;
    }

    synchronized List<LinkMessage.AlertChats.Chat> of(String camera) {
        return chats.getOrDefault(camera, List.of());
    }

    synchronized boolean any(long chat) {
        return chats.values().stream().flatMap(List::stream).anyMatch(c -> c.id() == chat);
    }

    synchronized void moved(long from, long to) throws IOException {
        for (var entry : List.copyOf(chats.entrySet())) {
            told(
                    entry.getKey(),
                    new LinkMessage.AlertChats(
                            entry.getValue().stream()
                                    .map(c ->
                                            c.id() == from
                                                    ? new LinkMessage.AlertChats.Chat(
                                                            to, c.language())
                                                    : c)
                                    .toList()));
        }
    }
}
