package org.vigia.camera.gpio;

import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.vigia.camera.board.Receiver;
import org.vigia.shared.lifecycle.NamedThreads;

/// An infrared receiver on a plain line. One platform thread waits for edges, at most [#QUIET] at a
/// time; closing waits for it, since libgpiod must not be left in the middle of a line.
final class EdgeReceiver implements Receiver {
    /// Longer than the pauses of a held button (96 ms), within what the listener is promised.
    static final Duration QUIET = Duration.ofMillis(150);

    private static final Logger LOG = LoggerFactory.getLogger(EdgeReceiver.class);
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final Header.Edges edges;
    private volatile boolean closing;
    private @Nullable Thread thread;

    EdgeReceiver(Header.Edges edges) {
        this.edges = edges;
    }

    @Override
    public synchronized void listen(Listener listener) throws IOException {
        if (thread != null) {
            throw new IllegalStateException("somebody listens to the infrared already");
        }
        if (closing) {
            throw new IOException("the board is closed");
        }
        EdgePulses pulses = new EdgePulses(listener);
        thread = NamedThreads.startPlatform("infrared", () -> hear(pulses));
    }

    private void hear(EdgePulses pulses) {
        try {
            while (!closing) {
                Optional<Header.Edge> edge = edges.await(QUIET);
                if (closing) {
                    return;
                }
                edge.ifPresentOrElse(pulses::edge, () -> pulses.nothingFor(QUIET.toNanos()));
            }
        } catch (IOException e) {
            LOG.error("infrared: the remote is dead until a restart", e);
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
