package org.vigia.web.store;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.vigia.shared.event.EventId;
import org.vigia.shared.event.EvidenceKind;
import org.vigia.shared.event.EvidenceName;
import org.vigia.shared.event.Tombstone;
import org.vigia.shared.json.Json;
import org.vigia.web.event.StoredEvent;

/// One event's folder, read afresh at each question.
///
/// @param path `<root>/cameras/<camera>/<6 hex digits>/<event id>`
record EventFolder(Path path) {
    private static final int PREFIX = 6;

    static EventFolder of(Path cameras, String camera, EventId event) {
        String id = event.text();
        return new EventFolder(
                cameras.resolve(camera).resolve(id.substring(0, PREFIX)).resolve(id));
    }

    boolean exists() {
        return Files.exists(announcement());
    }

    Path announcement() {
        return path.resolve(Announcement.FILE);
    }

    Announcement readAnnouncement() throws IOException {
        return Json.read(Files.readAllBytes(announcement()), Announcement.class);
    }

    /// Whether the record can be read, but says nothing that one says.
    ///
    /// @throws IOException when it cannot be read
    boolean isDamaged() throws IOException {
        byte[] document = Files.readAllBytes(announcement());
        try {
            Json.read(document, Announcement.class);
            return false;
        } catch (IOException e) {
            return true;
        }
    }

    Path file(EvidenceName name) {
        return path.resolve(name.text());
    }

    /// Whether the event is one of Pi #B's own, of which cameras say nothing.
    boolean isPiBsOwn() throws IOException {
        return exists() && !isDamaged() && readAnnouncement().isPiBsOwn();
    }

    /// What was said when the event was deleted; empty where it was not.
    Optional<Tombstone> tombstone() throws IOException {
        Optional<Ledger.Line> line = Paper.TOMBSTONE.read(this);
        return line.isPresent() && line.get().statement() instanceof Tombstone word
                ? Optional.of(word)
                : Optional.empty();
    }

    /// All evidence that is here: one file a kind, but for streamed films.
    List<EvidenceName> evidence() throws IOException {
        List<EvidenceName> names = new ArrayList<>();
        for (Path entry : entries(path)) {
            EvidenceName.parse(entry.getFileName().toString())
                    .filter(name -> path.endsWith(name.event().text()))
                    .ifPresent(names::add);
        }
        return names;
    }

    /// The evidence that is here, by kind; of several streamed films the longest.
    Map<EvidenceKind, EvidenceName> files() throws IOException {
        Map<EvidenceKind, EvidenceName> files = new EnumMap<>(EvidenceKind.class);
        for (EvidenceName name : evidence()) {
            EvidenceName other = files.get(name.kind());
            if (other == null || Files.size(file(other)) < Files.size(file(name))) {
                files.put(name.kind(), name);
            }
        }
        return files;
    }

    Optional<Path> file(EvidenceKind kind) throws IOException {
        return Optional.ofNullable(files().get(kind)).map(this::file);
    }

    /// The event as the history shows it; empty where there is none.
    ///
    /// @throws IOException when a document here cannot be read
    Optional<StoredEvent> read() throws IOException {
        return exists() ? Optional.of(EventView.of(this).stored()) : Optional.empty();
    }

    /// What a directory holds; empty where there is none.
    static List<Path> entries(Path directory) throws IOException {
        if (Files.isDirectory(directory)) {
            try (DirectoryStream<Path> stream = Files.newDirectoryStream(directory)) {
                return all(stream);
            }
        }
        return List.of();
    }

    static List<Path> all(DirectoryStream<Path> stream) throws IOException {
        List<Path> entries = new ArrayList<>();
        try {
            stream.forEach(entries::add);
        } catch (DirectoryIteratorException e) {
            throw new IOException("a folder cannot be read to its end", e.getCause());
        }
        return entries;
    }
}
