package org.vigia.shared.time;

import java.time.Duration;

/// How long to wait after failures in a row: `first`, doubling, at most `most`. A value.
///
/// @param first after the first failure
/// @param most at most
/// @param failures in a row so far
public record Backoff(Duration first, Duration most, int failures) {
    private static final int MANY = 20;

    /// @throws IllegalArgumentException when the times make no sense
    public Backoff {
        if (first.isNegative() || first.isZero() || most.compareTo(first) < 0 || failures < 0) {
            throw new IllegalArgumentException("not a back-off");
        }
    }

    /// None failed yet.
    public static Backoff between(Duration first, Duration most) {
        return new Backoff(first, most, 0);
    }

    /// One more failure.
    public Backoff failed() {
        return new Backoff(first, most, Math.min(failures + 1, MANY));
    }

    /// A success: the next failure is the first again.
    public Backoff succeeded() {
        return new Backoff(first, most, 0);
    }

    /// The wait before the next try; zero before any failure.
    public Duration delay() {
        if (failures == 0) {
            return Duration.ZERO;
        }
        Duration delay = first.multipliedBy(1L << (failures - 1));
        return delay.compareTo(most) > 0 ? most : delay;
    }

    /// Whether this failure is worth a line in the log: the first and each doubling.
    public boolean worthALine() {
        return Integer.bitCount(failures) == 1;
    }
}
