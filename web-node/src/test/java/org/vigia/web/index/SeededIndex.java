package org.vigia.web.index;

import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import org.vigia.shared.event.EventId;
import org.vigia.shared.event.EventKind;
import org.vigia.shared.event.EvidenceKind;
import org.vigia.shared.event.EvidenceName;
import org.vigia.web.event.Standing;
import org.vigia.web.event.StoredEvent;

/// An index full of events that never were: years of four cameras, with nights, busy days, kept
/// ones, binned ones, deleted ones, and a camera without a clock. The store's order of arrival is
/// made beside it, so that web-node takes the index for its own; the folders are not.
public final class SeededIndex {
    /// Whose events they are.
    public static final List<String> CAMERAS = List.of("door", "garage", "garden", "porch");

    private static final int BATCH = 2000;
    private static final Duration APART = Duration.ofSeconds(95);

    private SeededIndex() {}

    /// Makes `<data>/index` and `<data>/store/arrivals.jsonl`.
    ///
    /// @param newestMillis when the last one arrives
    public static void fill(Path data, int events, long newestMillis, ZoneId zone)
            throws IOException {
        Files.createDirectories(data.resolve("index"));
        Files.createDirectories(data.resolve("store"));
        Random random = new Random(7);
        long first = newestMillis - events * APART.toMillis();
        try (Database database = Database.open(data.resolve("index"), zone);
                BufferedWriter arrivals =
                        Files.newBufferedWriter(data.resolve("store/arrivals.jsonl"))) {
            List<StoredEvent> batch = new ArrayList<>();
            for (int i = 1; i <= events; i++) {
                StoredEvent event = event(i, first + i * APART.toMillis(), random);
                arrivals.write(
                        "{\"arrival\":%d,\"camera\":\"%s\",\"event\":\"%s\"}\n"
                                .formatted(i, event.camera(), event.id()));
                batch.add(event);
                if (batch.size() == BATCH || i == events) {
                    database.events().putUncounted(batch);
                    batch.clear();
                }
            }
            database.days().recount();
            database.events().checkpoint();
        }
    }

    /// An event that never was.
    static StoredEvent event(long arrival, long arrivedMillis, Random random) {
        EventId id =
                new EventId(
                        new UUID(
                                        (arrivedMillis << 16) | 0x7000L | random.nextInt(0x1000),
                                        random.nextLong() & 0x3FFF_FFFF_FFFF_FFFFL
                                                | 0x8000_0000_0000_0000L)
                                .toString());
        String camera = CAMERAS.get(Math.min(3, (int) Math.abs(random.nextGaussian() * 1.5)));
        // Most come at once, some after a day without a link.
        long late = random.nextInt(50) == 0 ? random.nextLong(86_400_000) : random.nextLong(20_000);
        boolean deleted = random.nextInt(3) == 0;
        Set<Standing> marks = EnumSet.noneOf(Standing.class);
        if (deleted) {
            marks.add(Standing.DELETED);
        } else if (random.nextInt(500) == 0) {
            marks.add(Standing.KEPT);
        }
        if (random.nextInt(3000) == 0 && !marks.contains(Standing.KEPT)) {
            marks.add(Standing.BINNED);
        }
        long film = 5_000 + random.nextInt(55_000);
        return new StoredEvent(
                id,
                id,
                camera,
                kind(random),
                StoredEvent.Stage.WHOLE,
                arrivedMillis - late,
                random.nextInt(40) != 0,
                arrivedMillis,
                arrival,
                film,
                5000,
                deleted ? null : name(id, EvidenceKind.SNAPSHOT, random),
                deleted ? null : name(id, EvidenceKind.CLIP, random),
                null,
                0,
                marks,
                random.nextInt(1000) == 0 ? "the postman" : null);
    }

    private static EventKind kind(Random random) {
        int dice = random.nextInt(1000);
        if (dice < 900) {
            return EventKind.MOTION;
        }
        return dice < 960 ? EventKind.PHOTO : dice < 990 ? EventKind.FILM : EventKind.TAMPER;
    }

    private static EvidenceName name(EventId id, EvidenceKind kind, Random random) {
        return new EvidenceName(id, kind, "%016x".formatted(random.nextLong()).repeat(4));
    }
}
