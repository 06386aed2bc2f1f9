package org.vigia.web.evidence;

import java.time.Duration;

/// When what has been written must be on its way to the disk: at once while a film is young, later
/// a quarter of a second after the oldest frame that is not, so that the disk has as long again to
/// be done within [the promise](docs/design/evidence.md) of half a second. Safe for several
/// threads.
final class SyncPolicy {
    static final Duration YOUNG = Duration.ofSeconds(2);
    static final Duration PATIENCE = Duration.ofMillis(250);

    private final long openedNanos;
    private boolean waiting;
    private long dueNanos;

    SyncPolicy(long openedNanos) {
        this.openedNanos = openedNanos;
    }

    /// Something has been written.
    ///
    /// @return whether nothing had been waiting
    synchronized boolean written(long nowNanos) {
        if (waiting) {
            return false;
        }
        waiting = true;
        boolean young = nowNanos - openedNanos < YOUNG.toNanos();
        dueNanos = young ? nowNanos : nowNanos + PATIENCE.toNanos();
        return true;
    }

    /// How long what waits may still wait.
    synchronized Duration patience(long nowNanos) {
        return Duration.ofNanos(waiting ? Math.max(0, dueNanos - nowNanos) : 0);
    }

    /// A sync begins: what is written from now on waits for the next one.
    synchronized void begun() {
        waiting = false;
    }
}
