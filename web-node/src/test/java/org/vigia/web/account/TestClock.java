package org.vigia.web.account;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;

/// A clock that stands still until it is told to go on.
public final class TestClock extends Clock {
    private Instant now = Instant.parse("2026-11-20T18:42:07Z");

    /// Goes on.
    public synchronized void advance(Duration time) {
        now = now.plus(time);
    }

    /// Goes to that moment.
    public synchronized void set(Instant moment) {
        now = moment;
    }

    @Override
    public synchronized Instant instant() {
        return now;
    }

    @Override
    public ZoneId getZone() {
        return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
        return this;
    }
}
