package org.vigia.telegram.orders;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// How old something is at most, without trust in any clock of this machine. What a person wrote
/// bears Telegram's date, and the answer that brought it Telegram's as well. What has no date is at
/// most as old as the last poll that had an answer: it would have come with that one.
///
/// @param atMost its age when it came here
/// @param cameNanos when it came, monotonic
record Freshness(Duration atMost, long cameNanos) {
    /// Older orders are not obeyed.
    static final Duration LIMIT = Duration.ofMinutes(2);

    // The two dates are whole seconds and may come from two machines.
    private static final Duration SLACK = Duration.ofSeconds(30);

    /// @param sent when it was written, by Telegram
    /// @param date of the answer that brought it; null where it had none
    /// @param sincePoll time since the last poll that had an answer
    static Freshness ofText(
            Instant sent, @Nullable Instant date, Duration sincePoll, long nowNanos) {
        if (date == null || sent.isAfter(date.plus(SLACK))) {
            return new Freshness(sincePoll, nowNanos);
        }
        Duration age = Duration.between(sent, date);
        return new Freshness(age.isNegative() ? Duration.ZERO : age, nowNanos);
    }

    static Freshness ofPress(Duration sincePoll, long nowNanos) {
        return new Freshness(sincePoll, nowNanos);
    }

    boolean isStale(long nowNanos) {
        return atMost.plusNanos(nowNanos - cameNanos).compareTo(LIMIT) > 0;
    }
}
