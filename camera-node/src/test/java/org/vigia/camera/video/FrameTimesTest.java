package org.vigia.camera.video;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;
import org.vigia.camera.footage.Footage;

class FrameTimesTest {
    private static final long FRAME = 40_000_000L;
    private final FrameTimes times = new FrameTimes();

    private static String line(long nanos) {
        return "%d.%03d".formatted(nanos / 1_000_000, nanos / 1000 % 1000);
    }

    @Test
    void withoutLinesTheArrivalIsTheTime() {
        assertThat(times.expected()).isFalse();
        assertThat(times.stamp(0, 1000)).isEqualTo(1000);
        assertThat(times.stamp(1, 2000)).isEqualTo(2000);
        assertThat(times.stamp(2, 1500)).isEqualTo(2000);
    }

    @Test
    void theHeaderIsNoFrame() {
        times.line("# timecode format v2");
        assertThat(times.ended(0)).isFalse();
        times.line("0.000");
        assertThat(times.ended(0)).isTrue();
        assertThat(times.ended(1)).isFalse();
    }

    @Test
    void jitterOfTheArrivalIsNotSeenInTheTimes() {
        Random random = new Random(1);
        long former = 0;
        for (int i = 0; i < 1000; i++) {
            times.line(line(i * FRAME));
            long stamp = times.stamp(i, 5_000_000_000L + i * FRAME + random.nextInt(20_000_000));
            if (i > 500) {
                assertThat(stamp - former).isBetween(FRAME - 4_000_000, FRAME + 4_000_000);
            }
            former = stamp;
        }
    }

    @Test
    void aJumpOfItsClockIsTakenUpAndAStepBackFallsBackOnTheArrival() {
        times.line(line(0));
        assertThat(times.stamp(0, 100 * FRAME)).isEqualTo(100 * FRAME);
        times.line(line(3_600_000_000_000L));
        assertThat(times.stamp(1, 101 * FRAME)).isEqualTo(101 * FRAME);
        times.line(line(3_600_000_000_000L + FRAME));
        assertThat(times.stamp(2, 102 * FRAME + 5_000_000)).isLessThan(102 * FRAME + 1_000_000);
        times.line(line(5 * FRAME));
        assertThat(times.stamp(3, 103 * FRAME + 7)).isEqualTo(103 * FRAME + 7);
    }

    @Test
    void afterEightWaitsInVainNobodyWaitsUntilLinesComeAgain() {
        times.line("0.000");
        for (int i = 0; i < 8; i++) {
            assertThat(times.expected()).isTrue();
            times.missedOne();
        }
        assertThat(times.expected()).isFalse();
        assertThat(times.stamp(0, 7)).isEqualTo(7);
        assertThat(times.expected()).isTrue();
    }

    @Test
    void afterDamageOnlyTheArrivalCounts() {
        times.line("0.000");
        times.distrust();
        assertThat(times.ended(0)).isFalse();
        assertThat(times.expected()).isFalse();
        assertThat(times.stamp(0, 7)).isEqualTo(7);
    }

    @RepeatedTest(4)
    void whateverTheLinesSayTimesRiseAndAreNoLaterThanTheArrival(RepetitionInfo info) {
        long seed = info.getCurrentRepetition();
        Random random = new Random(seed);
        String letters = "0123456789.-+# \0é\r";
        long arrival = 0;
        long last = Long.MIN_VALUE;
        for (int frame = 0; frame < Footage.fuzzRuns() / 4; frame++) {
            int lines = random.nextInt(4) == 0 ? random.nextInt(4) : 1;
            for (int i = 0; i < lines; i++) {
                String good = line(Math.abs(random.nextLong() >> random.nextInt(64)));
                StringBuilder bad = new StringBuilder();
                for (int k = random.nextInt(30); k > 0; k--) {
                    bad.append(letters.charAt(random.nextInt(letters.length())));
                }
                times.line(random.nextBoolean() ? good : bad.toString());
            }
            arrival += random.nextInt(80_000_000);
            long stamp = times.stamp(frame, arrival);
            assertThat(stamp).as("seed %d, frame %d", seed, frame).isBetween(last, arrival);
            last = stamp;
        }
    }
}
