package org.vigia.web.store;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.vigia.shared.event.EventId;
import org.vigia.shared.event.EventKind;
import org.vigia.shared.event.EvidenceKind;
import org.vigia.shared.event.EvidenceName;
import org.vigia.shared.event.Manifest;
import org.vigia.shared.event.Moment;
import org.vigia.shared.json.Json;
import org.vigia.web.event.StoredEvent;

/// One event's folder, read afresh at each question.
///
/// @param path `<root>/cameras/<camera>/<6 hex digits>/<event id>`
record EventFolder(Path path) {
    private static final int PREFIX = 6;
    private static final Duration LONGEST_SPOOLED = Duration.ofDays(90);
    private static final Duration CLOCKS_APART = Duration.ofDays(1);

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

    /// The evidence that is here, by kind.
    Map<EvidenceKind, EvidenceName> files() throws IOException {
        Map<EvidenceKind, EvidenceName> files = new EnumMap<>(EvidenceKind.class);
        for (Path entry : entries(path)) {
            EvidenceName.parse(entry.getFileName().toString())
                    .ifPresent(name -> files.put(name.kind(), name));
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
        if (!exists()) {
            return Optional.empty();
        }
        Announcement announced = readAnnouncement();
        Map<EvidenceKind, EvidenceName> files = files();
        EvidenceName manifestName = files.get(EvidenceKind.MANIFEST);
        @Nullable Manifest manifest =
                manifestName == null
                        ? null
                        : Manifest.parse(Files.readAllBytes(file(manifestName)));
        return Optional.of(stored(announced, manifest, files));
    }

    private static StoredEvent stored(
            Announcement announced,
            @Nullable Manifest manifest,
            Map<EvidenceKind, EvidenceName> files) {
        EventId incident = manifest == null ? announced.incident() : manifest.incident();
        EventKind kind = manifest == null ? announced.kind() : manifest.kind();
        Moment started = manifest == null ? announced.started() : manifest.started();
        StoredEvent.Stage stage =
                manifest != null
                        ? StoredEvent.Stage.WHOLE
                        : files.isEmpty()
                                ? StoredEvent.Stage.ANNOUNCED
                                : StoredEvent.Stage.ARRIVING;
        return new StoredEvent(
                announced.event(),
                incident == null ? announced.event() : incident,
                announced.camera(),
                kind == null ? EventKind.MOTION : kind,
                stage,
                started == null ? announced.arrivedMillis() : started.wallMillis(),
                started != null && isCertain(started, announced.arrivedMillis()),
                announced.arrivedMillis(),
                announced.arrival(),
                manifest == null ? 0 : manifest.clipMillis(),
                manifest == null ? 0 : manifest.preRollMillis(),
                files.get(EvidenceKind.SNAPSHOT),
                files.get(EvidenceKind.CLIP));
    }

    /// Whether the camera's word on the time is to be shown as it is: it may be a thief's. An event
    /// may wait in a spool for long, but does not arrive before it begins.
    private static boolean isCertain(Moment started, long arrivedMillis) {
        long late = arrivedMillis - started.wallMillis();
        return started.clockSynchronised()
                && late <= LONGEST_SPOOLED.toMillis()
                && late >= -CLOCKS_APART.toMillis();
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
