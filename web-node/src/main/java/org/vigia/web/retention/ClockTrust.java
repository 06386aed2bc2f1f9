package org.vigia.web.retention;

import java.time.Clock;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.vigia.shared.time.Pace;

/// Whether the wall clock may decide what is deleted: not on the day on which it has jumped. A Pi
/// has no clock of its own while it is off, and somebody on the network may set it. Used by one
/// thread.
final class ClockTrust {
    private static final Logger LOG = LoggerFactory.getLogger(ClockTrust.class);
    private static final Duration JUMP = Duration.ofHours(12);
    private static final Duration QUARANTINE = Duration.ofDays(1);

    private final Clock clock;
    private final Pace pace;
    private long apartMillis;
    private @Nullable Long jumpedNanos;

    ClockTrust(Clock clock, Pace pace) {
        this.clock = clock;
        this.pace = pace;
        this.apartMillis = apart();
    }

    boolean isTrusted() {
        long apart = apart();
        // Against the last clock that was trusted: several small steps are a jump as well.
        long jump = apart - apartMillis;
        if (Math.abs(jump) > JUMP.toMillis()) {
            apartMillis = apart;
            jumpedNanos = pace.nanos();
            LOG.warn(
                    "the clock has jumped by {} hours; nothing is deleted for a day",
                    Duration.ofMillis(jump).toHours());
        }
        Long jumped = jumpedNanos;
        return jumped == null || pace.nanos() - jumped > QUARANTINE.toNanos();
    }

    private long apart() {
        return clock.millis() - Duration.ofNanos(pace.nanos()).toMillis();
    }
}
