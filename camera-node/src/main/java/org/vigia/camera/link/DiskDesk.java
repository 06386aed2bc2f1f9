package org.vigia.camera.link;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.vigia.shared.lifecycle.NamedThreads;

/// Does what Pi #B's words mean for the disk, on a thread of its own: a disk may hang, and the link
/// must go on all the same, and a full one may refuse: evidence goes over this link. What is not
/// done is said again by Pi #B, whose receipts and gap records are asked for until they are kept.
final class DiskDesk implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(DiskDesk.class);
    private static final Duration CLOSE_PATIENCE = Duration.ofSeconds(3);
    private static final int QUEUE = 256;

    private final BlockingQueue<Work> queue = new ArrayBlockingQueue<>(QUEUE);
    private final Thread thread;

    /// What may take as long as the disk likes.
    interface Work {
        void run() throws IOException;
    }

    DiskDesk() {
        this.thread = NamedThreads.start("link-disk", this::run);
    }

    void hand(Work work) {
        if (!queue.offer(work)) {
            LOG.debug("no room for what Pi #B says");
        }
    }

    @Override
    public void close() {
        NamedThreads.stop(thread, CLOSE_PATIENCE);
    }

    private void run() {
        try {
            while (true) {
                work(queue.take());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void work(Work work) {
        try {
            work.run();
        } catch (IOException e) {
            LOG.warn("what Pi #B has said could not be kept: {}", e.getMessage());
        } catch (RuntimeException e) {
            LOG.error("what Pi #B has said met a bug", e);
        }
    }
}
