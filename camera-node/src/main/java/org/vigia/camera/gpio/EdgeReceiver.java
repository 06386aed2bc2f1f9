package org.vigia.camera.gpio;

import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.vigia.camera.board.Receiver;
import org.vigia.shared.lifecycle.NamedThreads;
import org.vigia.shared.time.Backoff;
import org.vigia.shared.time.Pace;

/// An infrared receiver on a plain line. One platform thread waits for edges, at most [#QUIET] at a
/// time; closing waits for it, since libgpiod must not be left in the middle of a line.
final class EdgeReceiver implements Receiver {
    /// Longer than the pauses of a held button (96 ms), within what the listener is promised.
    static final Duration QUIET = Duration.ofMillis(150);

    private static final Logger LOG = LoggerFactory.getLogger(EdgeReceiver.class);
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private static final Backoff USUAL =
            Backoff.between(Duration.ofSeconds(1), Duration.ofMinutes(1));

    private final Header.Edges edges;
    private final Pace pace;
    private volatile boolean closing;
    private @Nullable Thread thread;

    EdgeReceiver(Header.Edges edges, Pace pace) {
        this.edges = edges;
        this.pace = pace;
    }

    @Override
    public synchronized void listen(Listener listener) throws IOException {
        if (thread != null) {
            throw new IllegalStateException("somebody listens to the infrared already");
        }
        if (closing) {
            throw new IOException("the board is closed");
        }
        thread = NamedThreads.startPlatform("infrared", () -> hear(listener));
    }

    private void hear(Listener listener) {
        Backoff backoff = USUAL;
        boolean lost = false;
        EdgePulses pulses = new EdgePulses(listener);
        try {
            while (!closing) {
                try {
                    if (lost) {
                        edges.reopen();
                        lost = false;
                        // What was half heard when reading failed is worth nothing.
                        pulses = new EdgePulses(listener);
                    }
                    await(pulses);
                    if (backoff.failures() > 0) {
                        LOG.info("infrared: recovered after {} tries", backoff.failures());
                        backoff = USUAL;
                    }
                } catch (IOException e) {
                    lost = true;
                    backoff = backoff.failed();
                    if (backoff.failures() == 1) {
                        LOG.error("infrared: the remote is not heard: {}", e.getMessage());
                    }
                    pace.sleep(backoff.delay());
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void await(EdgePulses pulses) throws IOException {
        Optional<Header.Edge> edge = edges.await(QUIET);
        if (!closing) {
            edge.ifPresentOrElse(pulses::edge, () -> pulses.nothingFor(QUIET.toNanos()));
        }
    }

    @Override
    public synchronized void close() {
        closing = true;
        if (thread != null && !NamedThreads.stop(thread, PATIENCE)) {
            LOG.error("infrared: waiting for an edge did not end within {}", PATIENCE);
        }
    }
}
