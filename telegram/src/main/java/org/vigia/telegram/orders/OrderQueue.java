package org.vigia.telegram.orders;

import java.time.Duration;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.vigia.shared.lifecycle.NamedThreads;

/// Does one thing after the other on a thread of its own, so that what is slow holds up nothing
/// else. Begins with the first.
final class OrderQueue implements AutoCloseable {
    /// Something to be done.
    interface Task {
        void run() throws InterruptedException;
    }

    private static final Logger LOG = LoggerFactory.getLogger(OrderQueue.class);
    private static final Duration CLOSE_PATIENCE = Duration.ofSeconds(5);

    private final String name;
    private final BlockingQueue<Task> tasks;
    private @Nullable Thread thread;
    private boolean closed;

    OrderQueue(String name, int capacity) {
        this.name = name;
        this.tasks = new ArrayBlockingQueue<>(capacity);
    }

    /// Does it behind what waits already.
    ///
    /// @return whether it will be done; false where too much waits already
    synchronized boolean offer(Task task) {
        if (closed || !tasks.offer(task)) {
            return false;
        }
        if (thread == null) {
            thread = NamedThreads.start(name, this::run);
        }
        return true;
    }

    private void run() {
        try {
            while (true) {
                Task task = tasks.take();
                try {
                    task.run();
                } catch (RuntimeException e) {
                    LOG.error("{} met a bug", name, e);
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /// Gives up what waits and what is being done.
    @Override
    public void close() {
        Thread running;
        synchronized (this) {
            closed = true;
            running = thread;
        }
        if (running != null && !NamedThreads.stop(running, CLOSE_PATIENCE)) {
            LOG.warn("{} did not end within {}", name, CLOSE_PATIENCE);
        }
    }
}
