package org.vigia.camera.link;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.vigia.shared.event.Receipt;
import org.vigia.shared.lifecycle.NamedThreads;

/// Hands on what Pi #B has signed for or taken, on a thread of its own: that is work for the disk,
/// which may hang, and the link must go on all the same. What finds no room comes again.
final class ReceiptDesk implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ReceiptDesk.class);
    private static final Duration CLOSE_PATIENCE = Duration.ofSeconds(3);
    private static final int QUEUE = 256;

    private final LinkOrders orders;
    private final Runnable giveUp;
    private final BlockingQueue<Paper> papers = new ArrayBlockingQueue<>(QUEUE);
    private final Thread thread;

    private interface Paper {
        void handOn() throws IOException;
    }

    /// @param giveUp ends the link, after which everything is offered again
    ReceiptDesk(LinkOrders orders, Runnable giveUp) {
        this.orders = orders;
        this.giveUp = giveUp;
        this.thread = NamedThreads.start("link-receipts", this::run);
    }

    void receipt(Receipt receipt) {
        take(() -> orders.receipt(receipt));
    }

    void gapTaken(String manifest) {
        take(() -> orders.gapTaken(manifest));
    }

    private void take(Paper paper) {
        if (!papers.offer(paper)) {
            LOG.debug("no room for another receipt");
        }
    }

    @Override
    public void close() {
        NamedThreads.stop(thread, CLOSE_PATIENCE);
    }

    private void run() {
        try {
            orders.linked();
            while (true) {
                papers.take().handOn();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (IOException e) {
            LOG.warn("a receipt could not be taken: {}", e.getMessage());
            giveUp.run();
        }
    }
}
