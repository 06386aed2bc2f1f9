package org.vigia.web.ssh;

import java.time.Duration;
import org.vigia.shared.time.Pace;

/// Whether a source goes on sending: within each patience, [#LEAST] bytes or all it has to send.
/// Time in which the store works is not the source's. Written by the upload's thread, read by
/// another.
final class Progress {
    /// Some 2 kB a second at a patience of 30 s; a slower link is none.
    static final int LEAST = 64 * 1024;

    private final Pace pace;
    private final Duration patience;
    private long sinceNanos;
    private int bytes;
    private boolean waiting;

    Progress(Pace pace, Duration patience) {
        this.pace = pace;
        this.patience = patience;
    }

    /// The source is to say something.
    synchronized void waitForSource() {
        waiting = true;
        sinceNanos = pace.nanos();
        bytes = 0;
    }

    /// Bytes have come; more are to come.
    synchronized void came(int count) {
        bytes += count;
        if (bytes >= LEAST) {
            waitForSource();
        }
    }

    /// It is not the source's turn.
    synchronized void work() {
        waiting = false;
    }

    synchronized boolean isStalled() {
        return waiting && pace.nanos() - sinceNanos > patience.toNanos();
    }
}
