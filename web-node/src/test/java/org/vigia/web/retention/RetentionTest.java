package org.vigia.web.retention;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.vigia.shared.event.EventId;
import org.vigia.shared.time.FakePace;

class RetentionTest {
    private static final RetentionRules RULES = RetentionRules.DEFAULT;
    private static final Map<String, Optional<String>> DOOR = Map.of("door", Optional.empty());

    private final FakePace pace = new FakePace();
    private final WallClock clock = new WallClock();
    private final Memory shelf = new Memory();
    private final Retention retention = new Retention(shelf, RULES, clock, pace);

    /// Goes with the pace, and can be set.
    private final class WallClock extends Clock {
        private Instant set = Instant.parse("2026-03-01T10:00:00Z");

        @Override
        public Instant instant() {
            return set.plusNanos(pace.nanos());
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            throw new UnsupportedOperationException();
        }
    }

    /// A shelf in memory.
    private final class Memory implements Shelf {
        private final List<Candidate> events = new ArrayList<>();
        private final List<Candidate> selfTests = new ArrayList<>();
        private final Set<EventId> kept = new HashSet<>();
        private final Set<EventId> keptMeanwhile = new HashSet<>();
        private final List<Binned> binned = new ArrayList<>();
        private final List<String> alarms = new ArrayList<>();
        private long most = Long.MAX_VALUE;
        private int asked;

        void add(double daysAgo, long bytes) {
            int n = events.size() + 1;
            events.add(
                    new Candidate(
                            new EventId("01990000-0000-7000-8000-%012d".formatted(n)),
                            n,
                            clock.millis() - (long) (daysAgo * 86_400_000),
                            bytes,
                            true));
        }

        @Override
        public Collection<String> cameras() {
            return List.of("door");
        }

        @Override
        public long excess(String camera) {
            return Math.max(0, events.stream().mapToLong(Candidate::bytes).sum() - most);
        }

        @Override
        public List<Candidate> oldest(String camera, long after, int count) {
            asked++;
            return events.stream()
                    .filter(e -> e.arrival() > after && !kept.contains(e.event()))
                    .limit(count)
                    .toList();
        }

        @Override
        public List<Candidate> selfTests(String camera, long beforeMillis, int count) {
            return selfTests.stream()
                    .filter(e -> events.contains(e) && e.arrivedMillis() < beforeMillis)
                    .limit(count)
                    .toList();
        }

        @Override
        public boolean delete(String camera, Candidate candidate, String why) {
            if (keptMeanwhile.contains(candidate.event())) {
                kept.add(candidate.event());
            }
            return !kept.contains(candidate.event()) && events.remove(candidate);
        }

        @Override
        public List<Binned> binned(String camera, int count) {
            return binned.stream().limit(count).toList();
        }

        @Override
        public boolean empty(String camera, Binned one, String why) {
            return binned.remove(one)
                    && !keptMeanwhile.contains(one.event())
                    && events.removeIf(e -> e.event().equals(one.event()));
        }

        @Override
        public void ranOut(String camera, String why) {
            alarms.add(camera + ": " + why);
        }
    }

    private EventId bin(int number, double daysAgo) {
        Candidate event = shelf.events.get(number);
        shelf.binned.add(
                new Binned(
                        event.event(),
                        clock.millis() - (long) (daysAgo * 86_400_000),
                        event.bytes()));
        return event.event();
    }

    @Test
    void whatIsInTheBinGoesAfterADayUnlessSomebodyTakesItBack() {
        for (int i = 0; i < 4; i++) {
            shelf.add(3, 1);
        }
        bin(0, 0.9);
        EventId over = bin(1, 1.1);
        shelf.keptMeanwhile.add(bin(2, 1.1));
        retention.look(DOOR);
        assertThat(shelf.events).hasSize(3).extracting(Candidate::event).doesNotContain(over);
        assertThat(shelf.binned).hasSize(1);
    }

    @Test
    void whatIsInTheBinMakesRoomBeforeAnythingElse() {
        shelf.add(20, 10);
        shelf.add(20, 10);
        shelf.add(0.5, 10);
        EventId binned = bin(2, 0.1);
        shelf.most = 25;
        retention.look(DOOR);
        assertThat(shelf.events).hasSize(2).extracting(Candidate::event).doesNotContain(binned);
    }

    @Test
    void whatIsTooOldGoesAFewHundredAtATime() {
        for (int i = 0; i < Retention.AGED_AT_ONCE + 30; i++) {
            shelf.add(40, 1);
        }
        shelf.add(29, 1);
        retention.look(DOOR);
        assertThat(shelf.events).hasSize(31);
        assertThat(retention.due()).isEmpty();
        retention.look(DOOR);
        pace.advance(Duration.ofMinutes(9));
        assertThat(retention.due()).isEmpty();
        retention.look(DOOR);
        assertThat(shelf.events).as("a clock that is wrong does little").hasSize(31);
        pace.advance(Duration.ofMinutes(1));
        assertThat(retention.due()).as("and the rest goes steadily").isEqualTo(DOOR);
        retention.look(DOOR);
        assertThat(shelf.events).extracting(Candidate::arrival).containsExactly(231L);
        pace.advance(Duration.ofMinutes(10));
        assertThat(retention.due()).isEmpty();
    }

    @Test
    void selfTestsGoAfterAWeekHoweverLongOthersAreKept() {
        for (double daysAgo : new double[] {29, 8, 7.1, 6.9, 1}) {
            shelf.add(daysAgo, 0);
            shelf.selfTests.add(shelf.events.getLast());
        }
        shelf.add(8, 1);
        retention.look(DOOR);
        assertThat(shelf.events).extracting(Candidate::arrival).containsExactly(4L, 5L, 6L);
    }

    @Test
    void agedOnesStillMakeRoomWhereNoMoreOfThemMayGoForTheirAge() {
        for (int i = 0; i < Retention.AGED_AT_ONCE + 30; i++) {
            shelf.add(40, 10);
        }
        shelf.most = 100;
        retention.look(DOOR);
        assertThat(shelf.excess("door")).isZero();
        assertThat(shelf.events).hasSize(10);
    }

    @Test
    void aCameraThatIsRefusedAgainAndAgainDoesNotCauseAWalkEachTime() {
        for (int i = 0; i < 1000; i++) {
            shelf.add(20, 0);
        }
        shelf.add(1, 10);
        shelf.most = 5;
        Map<String, Optional<String>> refused = Map.of("door", Optional.of("no room"));
        retention.look(refused);
        int walk = shelf.asked;
        assertThat(walk).isGreaterThan(20);
        for (int i = 0; i < 115; i++) {
            pace.advance(Duration.ofSeconds(5));
            retention.look(refused);
        }
        assertThat(shelf.asked).isLessThan(walk + 10);
        pace.advance(Duration.ofSeconds(30));
        retention.look(refused);
        assertThat(shelf.asked).isGreaterThanOrEqualTo(2 * walk);
        assertThat(shelf.alarms).containsExactly("door: no room");
    }

    @Test
    void roomIsMadeOverManyEventsUntilThereIsEnough() {
        for (int i = 0; i < 400; i++) {
            shelf.add(29 - i * 0.05, 10);
        }
        shelf.most = 1000;
        retention.look(DOOR);
        assertThat(shelf.excess("door")).isZero();
        assertThat(shelf.events).hasSize(100);
        assertThat(shelf.events.getFirst().arrival()).isEqualTo(301);
    }

    @Test
    void anEventThatIsKeptAtTheLastMomentStaysAndTheNextGoesInstead() {
        shelf.add(20, 10);
        shelf.add(19, 10);
        shelf.add(18, 10);
        shelf.keptMeanwhile.add(shelf.events.getFirst().event());
        shelf.most = 20;
        retention.look(DOOR);
        pace.advance(Retention.SOON);
        retention.look(DOOR);
        assertThat(shelf.events).extracting(Candidate::arrival).containsExactly(1L, 3L);
    }

    @Test
    void theOwnerIsToldOnceADayWhenAnUploadIsRefusedAndNothingCanGo() {
        shelf.add(1, 10);
        shelf.most = 5;
        Map<String, Optional<String>> refused = Map.of("door", Optional.of("no room"));
        retention.look(DOOR);
        assertThat(shelf.alarms).isEmpty();
        retention.look(refused);
        retention.look(refused);
        assertThat(shelf.alarms).containsExactly("door: no room");
        pace.advance(Duration.ofHours(25));
        retention.look(refused);
        assertThat(shelf.alarms).hasSize(2);
    }

    @Test
    void nobodyIsToldWhereRoomCouldBeMade() {
        shelf.add(20, 10);
        shelf.most = 5;
        retention.look(Map.of("door", Optional.of("no room")));
        assertThat(shelf.events).isEmpty();
        assertThat(shelf.alarms).isEmpty();
    }

    @Test
    void aClockThatHasJumpedDeletesNothingForADay() {
        shelf.add(1, 10);
        shelf.most = 5;
        retention.look(DOOR);
        clock.set = clock.set.plus(Duration.ofDays(5000));
        retention.look(DOOR);
        pace.advance(Duration.ofHours(23));
        retention.look(DOOR);
        assertThat(shelf.events).hasSize(1);
        clock.set = clock.set.minus(Duration.ofDays(5000));
        pace.advance(Duration.ofHours(2));
        retention.look(DOOR);
        assertThat(shelf.events).hasSize(1);
        // The clock was right: after its day it counts.
        shelf.add(31, 10);
        pace.advance(Duration.ofHours(25));
        retention.look(DOOR);
        assertThat(shelf.events).extracting(Candidate::arrival).containsExactly(1L);
    }

    @Test
    void aClockThatIsMovedInSeveralStepsHasJumpedAsWell() {
        shelf.add(1, 10);
        for (int hour = 0; hour < 24 * 5; hour++) {
            clock.set = clock.set.plus(Duration.ofHours(11));
            pace.advance(Duration.ofHours(1));
            retention.look(DOOR);
        }
        assertThat(shelf.events).hasSize(1);
    }

    @Test
    void theThreadWorksWhenACameraIsShort() throws Exception {
        shelf.add(20, 10);
        shelf.most = 5;
        try (retention) {
            retention.start();
            retention.isShort("door", Optional.empty());
            for (int i = 0; i < 1000 && shelf.excess("door") > 0; i++) {
                org.vigia.shared.time.Pace.system().sleep(Duration.ofMillis(10));
            }
            assertThat(shelf.excess("door")).isZero();
        }
    }
}
