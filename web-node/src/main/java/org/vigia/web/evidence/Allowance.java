package org.vigia.web.evidence;

import java.time.Duration;
import org.vigia.shared.time.Pace;

/// How often something may be done: some times in a row, then once in a while. Not safe for several
/// threads.
final class Allowance {
    private final int burst;
    private final long refillNanos;
    private final Pace pace;
    private long fullNanos;

    /// @param burst how many in a row
    /// @param refill how long until one more
    Allowance(int burst, Duration refill, Pace pace) {
        this.burst = burst;
        this.refillNanos = refill.toNanos();
        this.pace = pace;
        this.fullNanos = pace.nanos();
    }

    /// Takes from it what it costs, which may be more than is there: the next has to wait longer.
    ///
    /// @return false, and nothing is taken, where there is nothing left
    boolean take(long cost) {
        long now = pace.nanos();
        // The bucket's level as the moment at which it will be full again.
        long full = fullNanos - now < 0 ? now : fullNanos;
        if (full - now > (burst - 1) * refillNanos) {
            return false;
        }
        fullNanos = full + cost * refillNanos;
        return true;
    }
}
