package org.vigia.web.store;

import java.time.Duration;

/// An amount a day: a bucket that takes a day's worth at once and drains as much in a day. Not safe
/// for several threads.
final class DayQuota {
    private static final double DAY_NANOS = Duration.ofDays(1).toNanos();

    private final long most;
    private double level;
    private long atNanos;

    /// @param nowNanos now, monotonic
    DayQuota(long most, long nowNanos) {
        this.most = most;
        this.atNanos = nowNanos;
    }

    /// Whether `amount` more fits.
    boolean fits(long amount, long nowNanos) {
        drain(nowNanos);
        return level + amount <= most;
    }

    /// Takes note of an amount, whether it fits or not.
    void add(long amount, long nowNanos) {
        drain(nowNanos);
        level += amount;
    }

    /// Takes note of what came before this bucket was there.
    ///
    /// @param age how long before now; what is older than a day counts for nothing
    void addEarlier(long amount, Duration age, long nowNanos) {
        double left = 1 - age.toNanos() / DAY_NANOS;
        if (left > 0 && left <= 1) {
            add((long) (amount * left), nowNanos);
        }
    }

    private void drain(long nowNanos) {
        level = Math.max(0, level - (nowNanos - atNanos) / DAY_NANOS * most);
        atNanos = nowNanos;
    }
}
