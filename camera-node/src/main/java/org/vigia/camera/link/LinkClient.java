package org.vigia.camera.link;

import java.io.IOException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.vigia.camera.ring.FragmentRing;
import org.vigia.shared.lifecycle.NamedThreads;
import org.vigia.shared.link.LinkMessage;
import org.vigia.shared.time.Backoff;
import org.vigia.shared.time.Pace;

/// Keeps the live connection to Pi #B: dials, dials again, and tells it what changes. Methods may
/// be called by any thread and never wait for the network.
public final class LinkClient implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(LinkClient.class);
    private static final Duration CLOSE_PATIENCE = Duration.ofSeconds(5);

    private final LinkMessage.Hello hello;
    private final LinkDialer dialer;
    private final FragmentRing ring;
    private final ReceiptKey receiptKey;
    private final Pace pace;
    private volatile @Nullable LinkOrders orders;
    private volatile @Nullable LinkSession session;
    private @Nullable Thread thread;

    /// @param hello how this node introduces itself
    /// @param dialer opens connections
    /// @param ring the film to show when somebody watches
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

    /// Tells Pi #B what will never come, if it listens.
    public void tell(LinkMessage.GapRecorded gap) {
        say(gap);
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
                                        connection, hello, ring, obeying, receiptKey, pace)) {
                    open.greet();
                    session = open;
                    // Only now does what is said in answer to this find its way.
                    obeying.linked();
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
                pace.sleep(backoff.delay());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
