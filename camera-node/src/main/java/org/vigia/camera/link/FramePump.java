package org.vigia.camera.link;

import java.io.IOException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.vigia.camera.ring.FragmentRing;
import org.vigia.camera.ring.RingItem;
import org.vigia.camera.ring.RingReader;
import org.vigia.shared.lifecycle.NamedThreads;
import org.vigia.shared.link.LinkMessage;
import org.vigia.shared.time.Pace;
import org.vigia.shared.video.Fragment;

/// Sends frames while somebody watches: the current GOP at once, then each as it is filmed. Frames
/// that are only looked at must be fresh: one older than a second that a newer key frame has
/// overtaken is dropped with the rest of its GOP.
final class FramePump implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(FramePump.class);
    private static final Duration PATIENCE = Duration.ofMillis(200);
    private static final Duration CLOSE_PATIENCE = Duration.ofSeconds(3);
    private static final long STALE_NANOS = Duration.ofSeconds(1).toNanos();

    private final FragmentRing ring;
    private final LinkOutput output;
    private final Pace pace;
    private final LinkDialer.Connection connection;
    private final Thread thread;
    private volatile boolean stopped;

    FramePump(FragmentRing ring, LinkOutput output, Pace pace, LinkDialer.Connection connection) {
        this.ring = ring;
        this.output = output;
        this.pace = pace;
        this.connection = connection;
        this.thread = NamedThreads.start("link-frames", this::run);
    }

    /// Ends the pump before its next frame and waits a moment for that. It is not interrupted: an
    /// interrupted write would close the socket, and with it the link.
    @Override
    public void close() {
        stopped = true;
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
        try {
            while (!stopped) {
                try (RingReader reader = ring.openAtCurrentGop()) {
                    followUntilOvertaken(reader);
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (IOException e) {
            LOG.debug("frames cannot be sent", e);
            connection.close();
        }
    }

    private void followUntilOvertaken(RingReader reader) throws IOException, InterruptedException {
        RingItem item = reader.next(PATIENCE);
        while (!stopped) {
            @Nullable RingItem next = reader.next(item == null ? PATIENCE : Duration.ZERO);
            if (item != null) {
                if (item instanceof RingItem.Filmed(Fragment fragment) && overtaken(fragment)) {
                    return;
                }
                send(item, next == null);
            }
            item = next;
        }
    }

    private void send(RingItem item, boolean flush) throws IOException {
        switch (item) {
            case RingItem.Configured configured ->
                    output.write(new LinkMessage.VideoStarted(configured.config()), flush);
            case RingItem.Filmed filmed ->
                    output.write(new LinkMessage.Filmed(filmed.fragment(), false), flush);
            case RingItem.Gap _, RingItem.Lagged _ -> {
                // The status says what is wrong; frames go on when there are any.
            }
        }
    }

    private boolean overtaken(Fragment fragment) {
        return pace.nanos() - fragment.capturedNanos() > STALE_NANOS
                && ring.latestKeyFrame()
                        .filter(k -> k.fragment().sequence() > fragment.sequence())
                        .filter(k -> k.config().epoch() == fragment.epoch())
                        .isPresent();
    }
}
