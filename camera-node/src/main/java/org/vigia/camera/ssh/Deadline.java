package org.vigia.camera.ssh;

import com.jcraft.jsch.Session;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.vigia.shared.lifecycle.NamedThreads;

/// Ends a session when what is done in it is not done in time. JSch's timeouts are per silence, and
/// an answered keep-alive ends a silence: whoever answers those alone could hold a caller for ever.
final class Deadline implements AutoCloseable {
    private final CountDownLatch done = new CountDownLatch(1);
    private volatile boolean passed;

    Deadline(Session session, Duration patience) {
        NamedThreads.start("ssh-deadline", () -> watch(session, patience));
    }

    private void watch(Session session, Duration patience) {
        try {
            if (!done.await(patience.toNanos(), TimeUnit.NANOSECONDS)) {
                passed = true;
                session.disconnect();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /// Whether it was what has ended the session.
    boolean passed() {
        return passed;
    }

    @Override
    public void close() {
        done.countDown();
    }
}
