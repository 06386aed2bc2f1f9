package org.vigia.camera.video;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;

class FrameClockTest {
    private static final long FRAME = 40_000_000L;

    @Test
    void aSteadySourceGivesEvenTimes() {
        FrameClock clock = new FrameClock(25);
        for (int i = 0; i < 1000; i++) {
            clock.frame(77 + i * FRAME);
            assertThat(clock.time()).isEqualTo(3600L * i);
            assertThat(clock.duration()).isEqualTo(3600);
        }
    }

    @Test
    void jitterIsSmoothedAndTimesTouch() {
        Random random = new Random(1);
        FrameClock clock = new FrameClock(25);
        long end = 0;
        for (int i = 0; i < 5000; i++) {
            clock.frame(i * FRAME + random.nextInt(10_000_000));
            assertThat(clock.time()).isEqualTo(end);
            end = clock.time() + clock.duration();
            assertThat(clock.duration()).isBetween(3400, 3800);
            assertThat(clock.time())
                    .isCloseTo(3600L * i, org.assertj.core.data.Offset.offset(1000L));
        }
    }

    @Test
    void learnsAnotherRateThanExpected() {
        FrameClock clock = new FrameClock(25);
        for (int i = 0; i < 500; i++) {
            clock.frame(i * 100_000_000L);
        }
        assertThat(clock.duration()).isBetween(8900, 9100);
        assertThat(clock.time()).isCloseTo(499 * 9000L, org.assertj.core.data.Offset.offset(200L));
    }

    @Test
    void takesOverAJumpOfMoreThanHalfASecond() {
        FrameClock clock = new FrameClock(25);
        clock.frame(0);
        clock.frame(FRAME);
        clock.frame(FRAME + 2_000_000_000L);
        assertThat(clock.time()).isEqualTo(3600 + 180_000);
        assertThat(clock.duration()).isBetween(3500, 3700);
    }

    @Test
    void timesRiseStrictlyWhateverArrives() {
        for (long seed = 0; seed < 2000; seed++) {
            Random random = new Random(seed);
            FrameClock clock = new FrameClock(1 + random.nextInt(240));
            long nanos = random.nextLong() / 2;
            long end = 0;
            for (int i = 0; i < 200; i++) {
                clock.frame(nanos);
                assertThat(clock.time()).as("seed %d", seed).isGreaterThanOrEqualTo(end);
                assertThat(clock.duration()).as("seed %d", seed).isPositive();
                end = clock.time() + clock.duration();
                nanos += random.nextInt(5) == 0 ? random.nextInt() : random.nextInt(60_000_000);
            }
        }
    }
}
