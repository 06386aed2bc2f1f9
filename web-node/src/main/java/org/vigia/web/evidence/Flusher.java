package org.vigia.web.evidence;

import java.io.IOException;
import java.util.concurrent.Semaphore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.vigia.shared.lifecycle.NamedThreads;
import org.vigia.shared.time.Pace;

/// Brings what is written to the disk as [SyncPolicy] says, on a thread of its own, so that the one
/// that reads the link never waits for the disk.
final class Flusher implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Flusher.class);

    private final Sync sync;
    private final Pace pace;
    private final SyncPolicy policy;
    private final Semaphore written = new Semaphore(0);
    private volatile boolean closed;
    private volatile boolean failed;

    /// What brings it to the disk.
    @FunctionalInterface
    interface Sync {
        /// Returns when everything that was written before is on the disk.
        void force() throws IOException;
    }

    Flusher(Sync sync, Pace pace) {
        this.sync = sync;
        this.pace = pace;
        this.policy = new SyncPolicy(pace.nanos());
    }

    void start(String name) {
        NamedThreads.start(name, this::run);
    }

    /// Something has been written.
    ///
    /// @throws IOException when what was written before did not reach the disk
    void wrote() throws IOException {
        if (failed) {
            throw new IOException("what was written before has not reached the disk");
        }
        if (policy.written(pace.nanos())) {
            written.release();
        }
    }

    /// Ends the thread once what has been written is on the disk; returns at once. Nobody is
    /// interrupted, since that would close the file under the writer.
    @Override
    public void close() {
        closed = true;
        written.release();
    }

    private void run() {
        try {
            boolean last = false;
            while (!last) {
                written.acquire();
                last = closed;
                if (!last) {
                    pace.sleep(policy.patience(pace.nanos()));
                }
                policy.begun();
                sync.force();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (IOException e) {
            failed = true;
            if (!closed) {
                LOG.error("evidence does not reach the disk", e);
            }
        }
    }
}
