package org.vigia.camera.link;

import java.io.IOException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.vigia.camera.ring.FragmentRing;
import org.vigia.shared.event.EventId;
import org.vigia.shared.lifecycle.NamedThreads;
import org.vigia.shared.link.LinkMessage;
import org.vigia.shared.time.Backoff;
import org.vigia.shared.time.Pace;
import org.vigia.shared.video.VideoConfig;

/// Keeps the live connection to Pi #B: dials, dials again, and tells it what changes. Methods may
/// be called by any thread and never wait for the network.
public final class LinkClient implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(LinkClient.class);
    private static final Duration TURN = Duration.ofSeconds(1);
    private static final Duration CLOSE_PATIENCE = Duration.ofSeconds(5);

    private final LinkMessage.Hello hello;
    private final LinkDialer dialer;
    private final FragmentRing ring;
    private final ReceiptKey receiptKey;
    private final Pace pace;
    private final EvidenceFilms films = new EvidenceFilms();
    private volatile @Nullable LinkOrders orders;
    private volatile @Nullable LinkSession session;
    private @Nullable Thread thread;

    /// @param hello how this node introduces itself
    /// @param dialer opens connections
    /// @param ring the film to send: evidence, and what somebody watches
    /// @param receiptKey checks receipts
    /// @param pace for back-off and watchdog
    public LinkClient(
            LinkMessage.Hello hello,
            LinkDialer dialer,
            FragmentRing ring,
            ReceiptKey receiptKey,
            Pace pace) {
        this.hello = hello;
        this.dialer = dialer;
        this.ring = ring;
        this.receiptKey = receiptKey;
        this.pace = pace;
    }

    /// Begins to dial.
    ///
    /// @param obeying does what Pi #B asks
    public void start(LinkOrders obeying) {
        orders = obeying;
        thread = NamedThreads.start("link", () -> run(obeying));
    }

    /// This node's status may have changed: tells Pi #B, if it listens.
    public void statusChanged() {
        LinkOrders obeying = orders;
        if (obeying != null && session != null) {
            say(new LinkMessage.Status(obeying.status()));
        }
    }

    /// Tells Pi #B that an event has begun, if it listens.
    public void announce(LinkMessage.EventOpened opened) {
        say(opened);
    }

    /// The film of an event begins: its frames go to Pi #B from now on, as long as there is a link.
    ///
    /// @param opened what is said of the event; repeated where the film is opened on a new link
    /// @param config the stream that it is a part of
    /// @param first the sequence of its first frame, a key frame
    public void filmBegun(LinkMessage.EventOpened opened, VideoConfig config, long first) {
        films.begun(new EvidenceFilm(opened, config, first));
    }

    /// The film of an event is over.
    ///
    /// @param last the sequence of its last frame
    public void filmEnded(EventId event, long last) {
        films.ended(event, last);
    }

    /// Tells what a person has said of an event; where there is no link it is not told.
    public void remark(LinkMessage.EventRemarked remarked) {
        say(remarked);
    }

    /// Whether a connection stands.
    public boolean isLinked() {
        return session != null;
    }

    /// Whether a film is on its way to Pi #B and not up to date: others should give way then.
    public boolean isEvidenceBehind() {
        LinkSession open = session;
        return open != null && open.isEvidenceBehind();
    }

    /// Tells Pi #B what will never come, if it listens.
    public void tell(LinkMessage.GapRecorded gap) {
        say(gap);
    }

    /// Tells Pi #B how this camera is, if it listens.
    public void tell(LinkMessage.Health health) {
        say(health);
    }

    @Override
    public void close() {
        Thread running = thread;
        if (running == null) {
            return;
        }
        running.interrupt();
        LinkSession open = session;
        if (open != null) {
            open.close();
        }
        if (!NamedThreads.stop(running, CLOSE_PATIENCE)) {
            LOG.warn("the link did not end within {}", CLOSE_PATIENCE);
        }
    }

    /// Waits before the next try; never for long while there is evidence to be sent.
    private void pause(Duration delay) throws InterruptedException {
        Duration left = delay;
        while (left.isPositive()) {
            pace.sleep(left.compareTo(TURN) < 0 ? left : TURN);
            left = films.current() == null ? left.minus(TURN) : Duration.ZERO;
        }
    }

    private void say(LinkMessage message) {
        LinkSession open = session;
        if (open != null) {
            open.say(message);
        }
    }

    private void run(LinkOrders obeying) {
        Backoff backoff = Backoff.between(Duration.ofSeconds(1), Duration.ofSeconds(30));
        try {
            while (!Thread.currentThread().isInterrupted()) {
                String end = "Pi #B ended the link";
                try (LinkDialer.Connection connection = dialer.dial();
                        LinkSession open =
                                new LinkSession(
                                        connection,
                                        hello,
                                        ring,
                                        films,
                                        obeying,
                                        receiptKey,
                                        pace)) {
                    open.greet();
                    session = open;
                    // Only now does what is said in answer to this find its way.
                    open.linked();
                    LOG.info(
                            backoff.failures() == 0
                                    ? "the link to Pi #B stands"
                                    : "the link to Pi #B stands again after {} tries",
                            backoff.failures());
                    backoff = backoff.succeeded();
                    open.run();
                } catch (IOException e) {
                    end = String.valueOf(e.getMessage());
                } catch (RuntimeException e) {
                    LOG.error("the link met a bug", e);
                    end = String.valueOf(e);
                } finally {
                    session = null;
                }
                if (Thread.currentThread().isInterrupted()) {
                    return;
                }
                backoff = backoff.failed();
                if (backoff.worthALine()) {
                    LOG.warn("no link to Pi #B, {} in a row: {}", backoff.failures(), end);
                }
                pause(backoff.delay());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
