package org.vigia.web.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.vigia.shared.crypto.RsaIdentity;
import org.vigia.shared.durable.DurableFiles;
import org.vigia.shared.event.EventId;
import org.vigia.shared.event.EvidenceKind;
import org.vigia.shared.event.GapRecord;
import org.vigia.web.event.Gaps;
import org.vigia.web.event.Mark;
import org.vigia.web.registry.CameraRegistry;
import org.vigia.web.registry.RegisteredCamera;

/// The gap records of each camera, `cameras/<camera>/gaps.jsonl`: signed words on what will never
/// come. Safe for use by several threads.
final class GapLog {
    static final String FILE = "gaps.jsonl";

    private static final Logger LOG = LoggerFactory.getLogger(GapLog.class);

    // Some ten thousand records; an honest camera makes a handful in its life.
    private static final long MAX_BYTES = 16L << 20;

    // More of a day cannot be drawn.
    private static final int MOST = 200;

    private final Path cameras;
    private final Holdings holdings;
    private final CameraRegistry registry;
    private final Marking marking;
    private final Map<String, Known> known = new HashMap<>();

    /// What a camera's file holds.
    private static final class Known {
        final Set<String> documents = new HashSet<>();
        final Map<String, Set<String>> filesByManifest = new HashMap<>();
        final NavigableMap<Long, Gaps.Gap> byTime = new TreeMap<>();

        void add(Ledger.Line line, GapRecord record) {
            documents.add(line.document());
            filesByManifest
                    .computeIfAbsent(record.manifest(), m -> new HashSet<>())
                    .addAll(record.files());
            // Two events do not begin in one millisecond; if they did, one line would do for both.
            long began = record.event().madeMillis();
            byTime.put(began, new Gaps.Gap(began, record.files().isEmpty()));
        }
    }

    GapLog(Path cameras, Holdings holdings, CameraRegistry registry, Marking marking) {
        this.cameras = cameras;
        this.holdings = holdings;
        this.registry = registry;
        this.marking = marking;
    }

    Optional<String> take(String camera, byte[] document, byte[] signature) throws IOException {
        Optional<RegisteredCamera> registered = registry.find(camera);
        if (registered.isEmpty()
                || !RsaIdentity.verify(registered.get().key(), document, signature)) {
            return refuse(camera, "it does not bear a valid signature of the camera's key");
        }
        GapRecord record;
        try {
            record = GapRecord.parse(document);
        } catch (IOException e) {
            return refuse(camera, "it cannot be read: " + e.getMessage());
        }
        if (!record.camera().equals(camera)
                || !record.key().equals(registered.get().key().fingerprint())) {
            return refuse(camera, "it is of another camera or key");
        }
        holdings.lock().lock();
        try {
            if (!holdings.isOpen()) {
                throw new IOException("a gap record came while web-node is shutting down");
            }
            Ledger.Line line = Ledger.Line.of(document, signature);
            Known here = known(camera);
            if (!here.documents.contains(line.document())) {
                append(camera, line);
                here.add(line, record);
                LOG.warn(
                        "{}: event {} (number {}) will not come whole: {}",
                        camera,
                        record.event(),
                        record.sequence(),
                        record.files().isEmpty() ? "none of it" : record.files());
            }
            // What was given up may have come all the same.
            if (record.files().isEmpty() && !isWhole(camera, record.event())) {
                marking.mark(camera, record.event(), Mark.GIVEN_UP, "web-node", record.reason());
            }
            return Optional.of(record.manifest());
        } finally {
            holdings.lock().unlock();
        }
    }

    /// Whether a camera has said that a file, which a manifest names, will never come.
    boolean names(String camera, String manifest, String file) throws IOException {
        holdings.lock().lock();
        try {
            return known(camera).filesByManifest.getOrDefault(manifest, Set.of()).contains(file);
        } finally {
            holdings.lock().unlock();
        }
    }

    /// What will never come of events that began in a stretch of time.
    List<Gaps.Gap> between(String camera, long fromMillis, long toMillis) throws IOException {
        holdings.lock().lock();
        try {
            return known(camera).byTime.subMap(fromMillis, toMillis).values().stream()
                    .limit(MOST)
                    .toList();
        } finally {
            holdings.lock().unlock();
        }
    }

    private void append(String camera, Ledger.Line line) throws IOException {
        Path file = file(camera);
        if (Files.exists(file) && Files.size(file) > MAX_BYTES) {
            throw new IOException(file + ": this camera has given up too much");
        }
        DurableFiles.createDirectories(cameras.resolve(camera));
        new LineFile<>(file, Ledger.Line.class).append(line);
    }

    private boolean isWhole(String camera, EventId event) throws IOException {
        return holdings.folders().of(camera, event).files().containsKey(EvidenceKind.MANIFEST);
    }

    private Known known(String camera) throws IOException {
        Known here = known.get(camera);
        if (here == null) {
            Known read = new Known();
            new LineFile<>(file(camera), Ledger.Line.class)
                    .forEach(line -> {
                        try {
                            read.add(line, GapRecord.parse(line.bytes()));
                        } catch (IOException e) {
                            LOG.warn(
                                    "{}: a record is passed over: {}",
                                    file(camera),
                                    e.getMessage());
                        }
                    });
            known.put(camera, read);
            return read;
        }
        return here;
    }

    private Path file(String camera) {
        return cameras.resolve(camera).resolve(FILE);
    }

    private static Optional<String> refuse(String camera, String why) {
        LOG.warn("{}: a gap record is not taken: {}", camera, why);
        return Optional.empty();
    }
}
