package org.vigia.camera.moment;

import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.vigia.shared.time.Pace;

/// What Pi #B's wall clock shows, carried on with the monotonic clock where the link is down: a
/// machine without a real-time clock cannot know by itself that its time is ahead. Which of two
/// clocks is wrong is not known either, so a contradiction makes the time uncertain and sets
/// nothing. Safe for several threads.
final class OtherClock {
    private static final Logger LOG = LoggerFactory.getLogger(OtherClock.class);

    /// More than a slow link and an hour's drift make; less than somebody would take for the truth.
    private static final Duration TOLERANCE = Duration.ofMinutes(1);

    private final Clock clock;
    private final Pace pace;

    /// Its wall time at our monotonic zero, in milliseconds.
    private final AtomicReference<@Nullable Long> zeroMillis = new AtomicReference<>();

    private volatile boolean told;

    OtherClock(Clock clock, Pace pace) {
        this.clock = clock;
        this.pace = pace;
    }

    /// It showed this just now.
    void heard(long wallMillis) {
        zeroMillis.set(wallMillis - paceMillis());
        long apart = apartMillis();
        boolean contradicts = contradicts();
        if (contradicts && !told) {
            LOG.warn(
                    "this clock is {} s {} Pi #B's: times count as uncertain until both agree",
                    Math.abs(apart) / 1000,
                    apart > 0 ? "ahead of" : "behind");
        } else if (!contradicts && told) {
            LOG.info("this clock and Pi #B's agree again");
        }
        told = contradicts;
    }

    /// Whether it shows another time than this machine's wall clock.
    boolean contradicts() {
        return Math.abs(apartMillis()) > TOLERANCE.toMillis();
    }

    /// How far this machine's wall clock is ahead of it; null while nothing has been heard.
    @Nullable Long aheadMillis() {
        Long zero = zeroMillis.get();
        return zero == null ? null : clock.millis() - paceMillis() - zero;
    }

    private long apartMillis() {
        Long ahead = aheadMillis();
        return ahead == null ? 0 : ahead;
    }

    private long paceMillis() {
        return Math.floorDiv(pace.nanos(), 1_000_000L);
    }
}
