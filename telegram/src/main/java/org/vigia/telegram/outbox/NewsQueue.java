package org.vigia.telegram.outbox;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What the outbox has still to hear of. Any thread may add; the outbox's own takes.
final class NewsQueue {
    private static final Logger LOG = LoggerFactory.getLogger(NewsQueue.class);
    private static final int MOST = 4_096;

    private final BlockingQueue<News> queue = new LinkedBlockingQueue<>();
    private final AtomicInteger lost = new AtomicInteger();

    /// For news from outside: bounded, so that an outbox that is stuck does not fill the memory.
    ///
    /// @return whether it was taken
    boolean offer(News news) {
        if (queue.size() >= MOST) {
            int count = lost.incrementAndGet();
            if (Integer.bitCount(count) == 1) {
                LOG.error("telegram: {} pieces of news lost, the outbox is stuck", count);
            }
            return false;
        }
        return queue.add(news);
    }

    /// For the outbox's own parts, whose news are as few as what they were asked to do.
    void add(News news) {
        queue.add(news);
    }

    boolean isEmpty() {
        return queue.isEmpty();
    }

    /// Waits so long for the first, and takes all that are there then.
    List<News> take(long nanos) throws InterruptedException {
        List<News> taken = new ArrayList<>();
        News first = queue.poll(nanos, TimeUnit.NANOSECONDS);
        if (first != null) {
            taken.add(first);
            queue.drainTo(taken);
        }
        return taken;
    }
}
