package org.vigia.shared.lifecycle;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.vigia.shared.time.Pace;

/// Does something again and again on a thread of its own, with a pause after each time, until it is
/// closed. What leaves a round as a throwable is a bug: it is logged and ends the beat.
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
    /// @param round run by the beat's thread alone; the first time as soon as it starts
    public Beat(String name, Duration pause, Pace pace, Round round) {
        this.name = name;
        this.pause = pause;
        this.pace = pace;
        this.round = round;
    }

    /// Begins, once.
    public void start() {
        thread = NamedThreads.start(name, this::run);
    }

    private void run() {
        try {
            while (!Thread.currentThread().isInterrupted()) {
                round.run();
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
