package org.vigia.camera.link;

import java.io.IOException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.vigia.camera.ring.FragmentRing;
import org.vigia.shared.lifecycle.NamedThreads;
import org.vigia.shared.link.LinkMessage;
import org.vigia.shared.time.Pace;

/// Sends the film over one connection, as [FrameFlow] decides, on a thread of its own. Methods may
/// be called by any thread.
final class FramePump implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(FramePump.class);
    private static final Duration CLOSE_PATIENCE = Duration.ofSeconds(3);

    private final FrameFlow flow;
    private final EvidenceFilms films;
    private final LinkOutput output;
    private final LinkDialer.Connection connection;
    private final Thread thread;
    private volatile boolean watched;
    private volatile LinkMessage.@Nullable EvidenceHeld held;
    private volatile boolean stopped;

    FramePump(
            FragmentRing ring,
            EvidenceFilms films,
            LinkOutput output,
            Pace pace,
            LinkDialer.Connection connection) {
        this.flow = new FrameFlow(ring, films, pace);
        this.films = films;
        this.output = output;
        this.connection = connection;
        this.thread = NamedThreads.start("link-frames", this::run);
    }

    /// Somebody watches, or nobody does any more.
    void watch(boolean frames) {
        watched = frames;
        films.changed();
    }

    /// Pi #B says what it has of a film.
    void held(LinkMessage.EvidenceHeld has) {
        held = has;
        films.changed();
    }

    /// Whether evidence is on its way and not up to date.
    boolean isBehind() {
        return flow.isBehind();
    }

    /// Ends the pump before its next frame and waits a moment for that. It is not interrupted: an
    /// interrupted write would close the socket, and with it the link.
    @Override
    public void close() {
        stopped = true;
        films.changed();
        try {
            boolean ended = thread.join(CLOSE_PATIENCE);
            if (!ended) {
                LOG.debug("a frame is still on its way");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        try (flow) {
            boolean flushed = true;
            while (!stopped) {
                long seen = films.changes();
                LinkMessage message = flow.next(watched, held);
                if (message != null) {
                    flushed = !flow.hasMore();
                    output.write(message, flushed);
                } else if (!flushed) {
                    output.flush();
                    flushed = true;
                } else {
                    flow.await(seen);
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (IOException e) {
            LOG.debug("frames cannot be sent", e);
            connection.close();
        }
    }
}
