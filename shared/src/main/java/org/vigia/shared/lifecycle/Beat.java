package org.vigia.shared.lifecycle;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.vigia.shared.time.Backoff;
import org.vigia.shared.time.Pace;

/// Does something again and again on a thread of its own, with a pause after each time, until it is
/// closed. An exception that leaves a round is a bug: it is logged, the first time and at each
/// doubling, and the next round is tried all the same.
public final class Beat implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Beat.class);
    private static final Duration CLOSE_PATIENCE = Duration.ofSeconds(10);

    private final String name;
    private final Duration pause;
    private final Pace pace;
    private final Round round;
    private @Nullable Thread thread;

    /// What is done each time.
    public interface Round {
        /// Does it once.
        ///
        /// @throws InterruptedException when the beat is being closed
        void run() throws InterruptedException;
    }

    /// @param name the thread's
    /// @param pause from the end of a round to the next one
    /// @param round run by the beat's thread alone
    public Beat(String name, Duration pause, Pace pace, Round round) {
        this.name = name;
        this.pause = pause;
        this.pace = pace;
        this.round = round;
    }

    /// Begins, once, with a round.
    public void start() {
        thread = NamedThreads.start(name, () -> run(false));
    }

    /// Begins, once, with a pause.
    public void startLater() {
        thread = NamedThreads.start(name, () -> run(true));
    }

    private void run(boolean later) {
        Backoff failures = Backoff.between(pause, pause);
        try {
            if (later) {
                pace.sleep(pause);
            }
            while (!Thread.currentThread().isInterrupted()) {
                try {
                    round.run();
                    failures = failures.succeeded();
                } catch (RuntimeException e) {
                    failures = failures.failed();
                    if (failures.worthALine()) {
                        LOG.error("{}: a round has met a bug", name, e);
                    }
                }
                pace.sleep(pause);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /// Interrupts the round under way and waits for its end, at most ten seconds; idempotent, and
    /// without effect where it has not begun.
    @Override
    public void close() {
        Thread running = thread;
        thread = null;
        if (running != null && !NamedThreads.stop(running, CLOSE_PATIENCE)) {
            LOG.warn("{} did not end within {}", name, CLOSE_PATIENCE);
        }
    }
}
