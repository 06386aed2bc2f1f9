package org.vigia.camera.watch;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class ClockWatchTest {
    private final ClockWatch watch = new ClockWatch(Duration.ofSeconds(30));
    private long wallMillis = 1_700_000_000_000L;
    private long nanos = -5_000_000_000L;

    private boolean after(Duration time, boolean synchronised) {
        wallMillis += time.toMillis();
        nanos += time.toNanos();
        return watch.look(wallMillis, nanos, synchronised);
    }

    private boolean after(Duration time) {
        return after(time, true);
    }

    private void setClock(Duration by) {
        wallMillis += by.toMillis();
    }

    @Test
    void aJumpEitherWayIsNoticedOnce() {
        assertThat(after(Duration.ofSeconds(1))).isFalse();
        setClock(Duration.ofSeconds(31));
        assertThat(after(Duration.ofSeconds(1))).isTrue();
        assertThat(after(Duration.ofSeconds(1))).isFalse();
        setClock(Duration.ofHours(-5));
        assertThat(after(Duration.ofSeconds(1))).isTrue();
        assertThat(after(Duration.ofSeconds(1))).isFalse();
    }

    @Test
    void settingTheClockForTheFirstTimeIsNoJump() {
        assertThat(after(Duration.ofSeconds(1), false)).isFalse();
        setClock(Duration.ofDays(400));
        assertThat(after(Duration.ofSeconds(1), true)).isFalse();
        setClock(Duration.ofSeconds(-29));
        assertThat(after(Duration.ofSeconds(1), true)).isFalse();
    }

    @Test
    void smallStepsAddUpWithinAnHourAndDriftDoesNot() {
        assertThat(after(Duration.ofSeconds(1))).isFalse();
        setClock(Duration.ofSeconds(20));
        assertThat(after(Duration.ofMinutes(10))).isFalse();
        setClock(Duration.ofSeconds(20));
        assertThat(after(Duration.ofMinutes(10))).isTrue();
        for (int hour = 0; hour < 48; hour++) {
            setClock(Duration.ofSeconds(5));
            assertThat(after(Duration.ofHours(1))).isFalse();
        }
    }
}
