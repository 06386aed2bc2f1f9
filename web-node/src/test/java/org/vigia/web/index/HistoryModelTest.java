package org.vigia.web.index;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.vigia.shared.event.EventId;
import org.vigia.shared.event.EventKind;
import org.vigia.web.event.DayCount;
import org.vigia.web.event.EventFilter;
import org.vigia.web.event.EventQuery;
import org.vigia.web.event.HistoryPlace;
import org.vigia.web.event.SeenArrivals;
import org.vigia.web.event.Span;
import org.vigia.web.event.Standing;
import org.vigia.web.event.StoredEvent;

/// Random histories in a real database, against a list that is gone through from end to end.
class HistoryModelTest {
    private static final ZoneId ZONE = ZoneId.of("Europe/Madrid");

    // Two days before the clocks go back.
    private static final long START = Instant.parse("2026-10-23T00:00:00Z").toEpochMilli();
    private static final List<String> CAMERAS = List.of("door", "garden", "porch");

    private final Path directory;
    private final Map<EventId, StoredEvent> model = new HashMap<>();
    private Database database;
    private long arrivals;

    HistoryModelTest(@TempDir Path directory) throws IOException {
        this.directory = directory;
        this.database = Database.open(directory, ZONE);
        database.days().ensure();
    }

    @AfterEach
    void close() {
        database.close();
    }

    private void put(StoredEvent event) {
        model.put(event.id(), event);
        database.events().put(event);
    }

    private StoredEvent arrive(Random random) {
        arrivals++;
        // Some begin in the same millisecond, as those of a camera whose clock stands still.
        long started = START + random.nextInt(500) * 800_000L;
        boolean certain = random.nextInt(5) > 0;
        EventId id = new EventId("01990000-0000-7000-8000-%012d".formatted(arrivals));
        return new StoredEvent(
                id,
                id,
                CAMERAS.get(random.nextInt(CAMERAS.size())),
                random.nextBoolean() ? EventKind.MOTION : EventKind.values()[random.nextInt(4)],
                StoredEvent.Stage.ANNOUNCED,
                started,
                certain,
                started + random.nextInt(90_000_000) - 400_000,
                arrivals,
                random.nextInt(60_000),
                random.nextInt(5000),
                null,
                null,
                null,
                0,
                Set.of(),
                null);
    }

    private static StoredEvent marked(StoredEvent e, Random random) {
        Set<Standing> marks = EnumSet.noneOf(Standing.class);
        switch (random.nextInt(5)) {
            case 0 -> marks.add(Standing.KEPT);
            case 1 -> marks.add(Standing.BINNED);
            case 2 -> marks.add(Standing.DELETED);
            case 3 -> marks.addAll(List.of(Standing.BINNED, Standing.DELETED));
            default -> marks.add(Standing.LOST);
        }
        return new StoredEvent(
                e.id(),
                e.incident(),
                e.camera(),
                e.kind(),
                StoredEvent.Stage.WHOLE,
                e.startedMillis() - random.nextInt(2) * 3_600_000L,
                e.timeCertain(),
                e.arrivedMillis(),
                e.arrival(),
                e.clipMillis(),
                e.preRollMillis(),
                null,
                null,
                null,
                0,
                marks,
                null);
    }

    private void change(Random random) {
        if (model.isEmpty() || random.nextInt(3) > 0) {
            put(arrive(random));
        } else {
            List<StoredEvent> all = List.copyOf(model.values());
            put(marked(all.get(random.nextInt(all.size())), random));
        }
    }

    private List<StoredEvent> expected(EventFilter filter) {
        return model.values().stream()
                .filter(filter::matches)
                .sorted(Comparator.comparing(HistoryPlace::of))
                .toList();
    }

    private SeenArrivals seen(Random random) {
        TreeMap<Long, Long> ranges = new TreeMap<>();
        long upTo = random.nextLong(Math.max(1, arrivals));
        for (long n = upTo + 2; n <= arrivals; n += 2 + random.nextInt(5)) {
            long last = n + random.nextInt(3);
            ranges.put(n, last);
            n = last;
        }
        return new SeenArrivals(upTo, ranges);
    }

    private EventFilter filter(Random random) {
        @Nullable Set<String> cameras =
                random.nextBoolean()
                        ? null
                        : Set.copyOf(CAMERAS.subList(random.nextInt(3), CAMERAS.size()));
        Set<EventKind> kinds =
                random.nextBoolean() ? Set.of() : EnumSet.of(EventKind.MOTION, EventKind.PHOTO);
        return new EventFilter(
                cameras,
                kinds,
                random.nextInt(3) == 0 ? START + random.nextInt(200_000_000) : null,
                random.nextInt(3) == 0 ? START + 200_000_000 + random.nextInt(200_000_000) : null,
                EventFilter.Shelf.values()[random.nextInt(3)],
                random.nextInt(3) == 0 ? seen(random) : null);
    }

    @Test
    void everyPageIsThatOfTheList() {
        for (long seed = 1; seed <= 6; seed++) {
            Random random = new Random(seed);
            for (int i = 0; i < 60; i++) {
                change(random);
            }
            for (int i = 0; i < 20; i++) {
                EventFilter filter = filter(random);
                int limit = 1 + random.nextInt(12);
                List<StoredEvent> walked = new ArrayList<>();
                HistoryPlace before = null;
                List<StoredEvent> page;
                do {
                    page = database.pages().find(new EventQuery(filter, before, limit));
                    walked.addAll(page);
                    before = page.isEmpty() ? before : HistoryPlace.of(page.getLast());
                } while (page.size() == limit);
                assertThat(walked).as("seed %d: %s", seed, filter).isEqualTo(expected(filter));
            }
        }
    }

    @Test
    void aWalkLosesAndRepeatsNothingWhileEventsArrive() {
        Random random = new Random(11);
        for (int i = 0; i < 150; i++) {
            put(arrive(random));
        }
        List<StoredEvent> there = expected(EventFilter.ALL);
        List<StoredEvent> walked = new ArrayList<>();
        HistoryPlace before = null;
        List<StoredEvent> page;
        do {
            page = database.pages().find(new EventQuery(EventFilter.ALL, before, 7));
            walked.addAll(page);
            before = page.isEmpty() ? before : HistoryPlace.of(page.getLast());
            put(arrive(random));
        } while (!page.isEmpty());
        assertThat(walked).doesNotHaveDuplicates().containsAll(there);
    }

    @Test
    void daysAreThoseOfTheZoneAlsoWhenOneHasTwentyFiveHours() throws IOException {
        Random random = new Random(5);
        for (int i = 0; i < 400; i++) {
            change(random);
        }
        checkDays(random, ZONE);
        assertThat(database.pages().unseen(null, SeenArrivals.upTo(arrivals), 1000)).isZero();
        // The same days when they are counted anew, and others in another zone.
        List<DayCount> before = days(null, SeenArrivals.upTo(0));
        database.days().recount();
        assertThat(days(null, SeenArrivals.upTo(0))).isEqualTo(before);
        database.close();
        ZoneId there = ZoneId.of("Asia/Tokyo");
        database = Database.open(directory, there);
        database.days().ensure();
        checkDays(random, there);
    }

    private List<DayCount> days(@Nullable Set<String> cameras, SeenArrivals seen) {
        return database.days()
                .days(cameras, LocalDate.of(2026, 10, 1), LocalDate.of(2026, 12, 1), seen);
    }

    private void checkDays(Random random, ZoneId zone) {
        for (int i = 0; i < 10; i++) {
            SeenArrivals seen = i == 0 ? SeenArrivals.upTo(0) : seen(random);
            @Nullable Set<String> cameras = random.nextBoolean() ? null : Set.of("door", "porch");
            EventFilter listed =
                    new EventFilter(cameras, Set.of(), null, null, EventFilter.Shelf.LISTED, null);
            Map<LocalDate, DayCount> expected = new TreeMap<>();
            for (StoredEvent e : expected(listed)) {
                LocalDate day = Instant.ofEpochMilli(e.shownMillis()).atZone(zone).toLocalDate();
                DayCount one = new DayCount(day, 1, seen.has(e.arrival()) ? 0 : 1);
                expected.merge(
                        day,
                        one,
                        (a, b) -> new DayCount(day, a.events() + 1, a.unseen() + b.unseen()));
            }
            assertThat(days(cameras, seen)).isEqualTo(List.copyOf(expected.values()));
            long unseen = expected.values().stream().mapToLong(DayCount::unseen).sum();
            assertThat(database.pages().unseen(cameras, seen, 100_000)).isEqualTo((int) unseen);
            assertThat(database.pages().unseen(cameras, seen, 7))
                    .isEqualTo((int) Math.min(7, unseen));
        }
    }

    @Test
    void spansAreThoseOfTheDayAndWhatReachesIntoIt() {
        Random random = new Random(9);
        for (int i = 0; i < 300; i++) {
            change(random);
        }
        for (int i = 0; i < 20; i++) {
            long from = START + random.nextInt(300) * 1_000_000L;
            long to = from + random.nextInt(100_000_000);
            Set<String> cameras = Set.of("garden", "door");
            List<EventId> expected =
                    expected(EventFilter.of(cameras)).stream()
                            .map(Span::of)
                            .filter(s ->
                                    (s.toMillis() > from || s.fromMillis() >= from)
                                            && model.get(s.event()).shownMillis() < to)
                            .map(Span::event)
                            .toList();
            assertThat(database.pages().spans(cameras, from, to, 1000))
                    .extracting(Span::event)
                    .containsExactlyInAnyOrderElementsOf(expected);
        }
        assertThat(database.pages().spans(null, 0, Long.MAX_VALUE, 5)).hasSize(5);
    }
}
