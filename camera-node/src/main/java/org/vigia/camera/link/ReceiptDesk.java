package org.vigia.camera.link;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.vigia.shared.event.Receipt;
import org.vigia.shared.lifecycle.NamedThreads;

/// Hands receipts on, on a thread of its own: taking one is work for the disk, which may hang, and
/// the link must go on all the same. What finds no room is sent again by Pi #B.
final class ReceiptDesk implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ReceiptDesk.class);
    private static final Duration CLOSE_PATIENCE = Duration.ofSeconds(3);
    private static final int QUEUE = 256;

    private final LinkOrders orders;
    private final Runnable giveUp;
    private final BlockingQueue<Receipt> receipts = new ArrayBlockingQueue<>(QUEUE);
    private final Thread thread;

    /// @param giveUp ends the link, after which everything is offered again
    ReceiptDesk(LinkOrders orders, Runnable giveUp) {
        this.orders = orders;
        this.giveUp = giveUp;
        this.thread = NamedThreads.start("link-receipts", this::run);
    }

    void hand(Receipt receipt) {
        if (!receipts.offer(receipt)) {
            LOG.debug("no room for the receipt of event {}", receipt.event());
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
                orders.receipt(receipts.take());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (IOException e) {
            LOG.warn("a receipt could not be taken: {}", e.getMessage());
            giveUp.run();
        }
    }
}
