package org.vigia.web.thumbnail;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.TreeMap;
import org.vigia.shared.durable.DurableFiles;
import org.vigia.shared.event.EventId;

/// The thumbnails on disk, one an event, within a room: the one that nobody has asked for the
/// longest goes first. One thread changes it, others ask; none waits for the disk but that one.
final class ThumbnailFolder {
    private final Path folder;
    private final long room;
    private final SequencedMap<EventId, Kept> kept = new LinkedHashMap<>(16, 0.75f, true);
    private long bytes;

    private record Kept(ThumbnailName name, long bytes) {}

    /// @param room in bytes
    ThumbnailFolder(Path folder, long room) {
        this.folder = folder;
        this.room = room;
    }

    /// Takes up what is there, the oldest event first; what was being written goes.
    ///
    /// @return whose thumbnails there are
    Collection<EventId> open() throws IOException {
        DurableFiles.createDirectories(folder);
        Map<String, Kept> found = new TreeMap<>();
        try (var files = Files.newDirectoryStream(folder)) {
            for (Path file : files) {
                Optional<ThumbnailName> name = ThumbnailName.parse(file.getFileName().toString());
                if (name.isPresent()) {
                    found.put(name.get().text(), new Kept(name.get(), Files.size(file)));
                } else if (file.toString().endsWith(".new")) {
                    Files.delete(file);
                }
            }
        } catch (DirectoryIteratorException e) {
            throw new IOException(folder + ": cannot be read to its end", e.getCause());
        }
        for (Kept one : found.values()) {
            add(one);
        }
        synchronized (this) {
            return List.copyOf(kept.keySet());
        }
    }

    /// The thumbnail of an event; null where there is none.
    synchronized Optional<ThumbnailName> find(EventId event) {
        return Optional.ofNullable(kept.get(event)).map(Kept::name);
    }

    Path file(ThumbnailName name) {
        return folder.resolve(name.text());
    }

    /// Keeps a thumbnail, in the place of the event's former one.
    void keep(ThumbnailName name, byte[] jpeg) throws IOException {
        try {
            DurableFiles.create(file(name), jpeg);
        } catch (FileAlreadyExistsException e) {
            // The same picture, from before.
        }
        add(new Kept(name, jpeg.length));
    }

    private void add(Kept one) throws IOException {
        List<Kept> gone = new ArrayList<>();
        synchronized (this) {
            Kept former = kept.put(one.name().event(), one);
            bytes += one.bytes();
            if (former != null) {
                gone(former, gone);
            }
            while (bytes > room && kept.size() > 1) {
                gone(kept.pollFirstEntry().getValue(), gone);
            }
        }
        for (Kept old : gone) {
            if (!old.name().equals(one.name())) {
                Files.deleteIfExists(file(old.name()));
            }
        }
    }

    private void gone(Kept old, List<Kept> gone) {
        bytes -= old.bytes();
        gone.add(old);
    }

    /// Lets an event's thumbnail go.
    void drop(EventId event) throws IOException {
        Kept old;
        synchronized (this) {
            old = kept.remove(event);
            if (old != null) {
                bytes -= old.bytes();
            }
        }
        if (old != null) {
            DurableFiles.delete(file(old.name()));
        }
    }
}
