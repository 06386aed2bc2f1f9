package org.vigia.telegram.server;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.concurrent.atomic.AtomicReference;

/// What the server thinks the time is: another clock's time and a difference that can be changed.
/// It dates messages and answers, and ages updates.
public final class ServerClock extends Clock {
    private final Clock base;
    private final AtomicReference<Duration> ahead = new AtomicReference<>(Duration.ZERO);

    /// @param base which it goes with
    public ServerClock(Clock base) {
        this.base = base;
    }

    /// Sets it; it goes on from there.
    public void set(Instant now) {
        ahead.set(Duration.between(base.instant(), now));
    }

    /// Puts it forward, or back by a negative duration.
    public void advance(Duration by) {
        ahead.accumulateAndGet(by, Duration::plus);
    }

    @Override
    public Instant instant() {
        return base.instant().plus(ahead.get());
    }

    @Override
    public ZoneId getZone() {
        return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
        throw new UnsupportedOperationException("the server knows UTC only");
    }
}
