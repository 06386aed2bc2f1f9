package org.vigia.shared.time;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

/// A pace that a test moves by hand. `sleep` advances it instead of waiting.
public final class FakePace implements Pace {
    private final AtomicLong nanos = new AtomicLong(1_000_000_000L);

    @Override
    public long nanos() {
        return nanos.get();
    }

    @Override
    public void sleep(Duration duration) {
        advance(duration);
    }

    /// Lets `duration` pass.
    public void advance(Duration duration) {
        nanos.addAndGet(duration.toNanos());
    }
}
