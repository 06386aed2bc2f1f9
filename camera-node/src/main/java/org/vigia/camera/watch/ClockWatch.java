package org.vigia.camera.watch;

import java.time.Duration;
import java.util.OptionalLong;

/// Compares wall clock and monotonic clock while the wall clock counts as right. Several steps
/// within an hour add up. One thread's own.
final class ClockWatch {
    private static final Duration ANCHORED = Duration.ofHours(1);

    private final Duration limit;
    private OptionalLong apartMillis = OptionalLong.empty();
    private long anchoredNanos;

    ClockWatch(Duration limit) {
        this.limit = limit;
    }

    /// Takes the clocks' next reading.
    ///
    /// @param synchronised whether the wall clock counts as right
    /// @return whether they have parted by more than the limit
    boolean look(long wallMillis, long nanos, boolean synchronised) {
        if (!synchronised) {
            apartMillis = OptionalLong.empty();
            return false;
        }
        long apart = wallMillis - nanos / 1_000_000;
        boolean jumped =
                apartMillis.isPresent()
                        && Math.abs(apart - apartMillis.getAsLong()) > limit.toMillis();
        if (jumped || apartMillis.isEmpty() || nanos - anchoredNanos >= ANCHORED.toNanos()) {
            apartMillis = OptionalLong.of(apart);
            anchoredNanos = nanos;
        }
        return jumped;
    }
}
