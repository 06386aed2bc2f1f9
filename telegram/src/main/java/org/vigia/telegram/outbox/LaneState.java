package org.vigia.telegram.outbox;

import java.time.Duration;
import org.vigia.shared.time.Backoff;

/// Whether requests of one kind get through. While they do not, one at a time tries. Used by one
/// thread.
final class LaneState {
    private static final Duration FIRST = Duration.ofSeconds(1);
    // Longer, and an alarm would lie here while the internet is long back.
    private static final Duration MOST = Duration.ofMinutes(1);

    private Backoff backoff = Backoff.between(FIRST, MOST);
    private long notBefore;
    private int inFlight;

    /// How long until the next may be tried; zero for now; negative while one that tries is on its
    /// way.
    long waitNanos(long now) {
        if (backoff.failures() == 0) {
            return 0;
        }
        return inFlight > 0 ? -1 : Math.max(0, notBefore - now);
    }

    void began() {
        inFlight++;
    }

    void ended() {
        inFlight--;
    }

    void failed(long now) {
        backoff = backoff.failed();
        notBefore = now + backoff.delay().toNanos();
    }

    void succeeded() {
        backoff = backoff.succeeded();
    }

    int failures() {
        return backoff.failures();
    }

    boolean worthALine() {
        return backoff.worthALine();
    }
}
