package org.vigia.web.retention;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.vigia.shared.event.EventId;

class RetentionPlanTest {
    private static final long NOW = Duration.ofDays(20_000).toMillis();
    private static final RetentionRules RULES =
            new RetentionRules(Duration.ofDays(30), Duration.ofDays(7));

    private static Candidate candidate(int n, double daysAgo, long bytes) {
        return new Candidate(
                new EventId("01990000-0000-7000-8000-%012d".formatted(n)),
                n,
                NOW - (long) (daysAgo * Duration.ofDays(1).toMillis()),
                bytes,
                true);
    }

    private static List<String> plan(RetentionRules rules, long excess, Candidate... candidates) {
        return new RetentionPlan(rules, NOW)
                .of(List.of(candidates), excess, Integer.MAX_VALUE).stream()
                        .map(d -> d.candidate().arrival() + " " + d.why())
                        .toList();
    }

    @Test
    void whatIsTooOldGoesWhateverRoomThereIs() {
        assertThat(plan(RULES, 0, candidate(1, 31, 5), candidate(2, 30.1, 0), candidate(3, 30, 5)))
                .containsExactly("1 older than 30 days", "2 older than 30 days");
    }

    @Test
    void withoutAnAgeNothingIsTooOld() {
        RetentionRules rules = new RetentionRules(Duration.ZERO, Duration.ofDays(7));
        assertThat(plan(rules, 0, candidate(1, 5000, 5))).isEmpty();
    }

    @Test
    void theOldestMakeRoomUntilThereIsEnough() {
        assertThat(
                        plan(
                                RULES,
                                150,
                                candidate(1, 29, 100),
                                candidate(2, 28, 100),
                                candidate(3, 27, 100)))
                .containsExactly("1 to make room", "2 to make room");
    }

    @Test
    void whatGoesForItsAgeMakesRoomToo() {
        assertThat(plan(RULES, 100, candidate(1, 40, 100), candidate(2, 28, 100)))
                .containsExactly("1 older than 30 days");
    }

    @Test
    void whatArrivedLatelyNeverMakesRoom() {
        assertThat(plan(RULES, 1 << 30, candidate(1, 7, 100), candidate(2, 0, 100))).isEmpty();
    }

    @Test
    void whatFreesNothingDoesNotGoToMakeRoom() {
        assertThat(plan(RULES, 1, candidate(1, 20, 0), candidate(2, 19, 1)))
                .containsExactly("2 to make room");
    }

    @Test
    void aClockThatIsBehindDeletesNothing() {
        assertThat(plan(RULES, 1 << 30, candidate(1, -10_000, 100))).isEmpty();
    }

    @Test
    void theSameHoldsForAnyEvents() {
        for (long seed = 0; seed < 2000; seed++) {
            Random random = new Random(seed);
            RetentionRules rules =
                    new RetentionRules(
                            Duration.ofDays(random.nextInt(3) * 20L),
                            Duration.ofDays(random.nextInt(15)));
            List<Candidate> all = new ArrayList<>();
            double daysAgo = 60;
            for (int n = 1; n <= random.nextInt(40); n++) {
                daysAgo -= random.nextDouble() * 3;
                all.add(candidate(n, daysAgo, random.nextInt(4) * 100L));
            }
            check(rules, all, random.nextInt(3000) - 300, "seed " + seed);
        }
    }

    private static void check(RetentionRules rules, List<Candidate> all, long excess, String seed) {
        RetentionPlan plan = new RetentionPlan(rules, NOW);
        List<RetentionPlan.Departure> departures = plan.of(all, excess, Integer.MAX_VALUE);
        List<Candidate> gone = departures.stream().map(d -> d.candidate()).toList();
        assertThat(gone).as(seed).isSortedAccordingTo(Comparator.comparingLong(Candidate::arrival));
        long left = excess;
        for (Candidate candidate : all) {
            long ageMillis = NOW - candidate.arrivedMillis();
            boolean old = rules.age().isPositive() && ageMillis > rules.age().toMillis();
            boolean spared = ageMillis <= rules.protect().toMillis() || candidate.bytes() == 0;
            // Aged ones always go; others only while room is short, the first to arrive first.
            assertThat(gone.contains(candidate)).as(seed).isEqualTo(old || (left > 0 && !spared));
            left -= gone.contains(candidate) ? candidate.bytes() : 0;
        }
        for (RetentionPlan.Departure departure : departures) {
            assertThat(departure.why())
                    .as(seed)
                    .isEqualTo(
                            departure.aged()
                                    ? "older than %d days".formatted(rules.age().toDays())
                                    : "to make room");
        }
        // Once it is carried out there is nothing more to do.
        List<Candidate> rest = new ArrayList<>(all);
        rest.removeAll(gone);
        assertThat(plan.of(rest, left, Integer.MAX_VALUE)).as(seed).isEmpty();
        if (!rest.isEmpty() && left <= 0) {
            assertThat(plan.endsWith(rest.getLast(), left, Integer.MAX_VALUE)).as(seed).isTrue();
        }
    }
}
