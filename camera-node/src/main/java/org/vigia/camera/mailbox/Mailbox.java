package org.vigia.camera.mailbox;

import java.time.Duration;
import java.util.OptionalLong;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.vigia.shared.lifecycle.NamedThreads;
import org.vigia.shared.time.Pace;

/// A bounded queue with the one thread that empties it, which also wakes at its owner's next
/// deadline. All methods may be called by any thread.
public final class Mailbox<M> implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Mailbox.class);
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private sealed interface Item<M> {
        record Letter<M>(M message) implements Item<M> {}

        record Barrier<M>(CountDownLatch reached) implements Item<M> {}
    }

    private final String name;
    private final Pace pace;
    private final Owner<M> owner;
    private final LinkedBlockingQueue<Item<M>> queue;
    private volatile boolean stopping;
    private @Nullable Thread thread;

    /// @param name the thread's, and what logs call it
    /// @param capacity messages that may wait; above zero
    public Mailbox(String name, int capacity, Pace pace, Owner<M> owner) {
        this.name = name;
        this.pace = pace;
        this.owner = owner;
        this.queue = new LinkedBlockingQueue<>(capacity);
    }

    /// Starts the owner's thread, once.
    ///
    /// @throws IllegalStateException when already started or closed
    public synchronized void start() {
        if (thread != null || stopping) {
            throw new IllegalStateException(name + ": started twice or after close");
        }
        thread = NamedThreads.start(name, this::run);
    }

    /// Puts a message in, without waiting.
    ///
    /// @return false when the queue is full or the mailbox closed, and the message is lost
    public boolean offer(M message) {
        return !stopping && queue.offer(new Item.Letter<>(message));
    }

    /// Waits until everything put in before has been handled, and every deadline that is due.
    ///
    /// @return whether that happened within `limit`
    /// @throws InterruptedException when interrupted while waiting
    public boolean settle(Duration limit) throws InterruptedException {
        CountDownLatch reached = new CountDownLatch(1);
        return queue.offer(new Item.Barrier<>(reached), limit.toNanos(), TimeUnit.NANOSECONDS)
                && reached.await(limit.toNanos(), TimeUnit.NANOSECONDS);
    }

    /// Lets the message in hand be finished, calls [Owner#onStop] and waits for the thread's end,
    /// at most 5 s, then interrupts it. Messages still waiting are lost.
    @Override
    public void close() {
        Thread running;
        synchronized (this) {
            stopping = true;
            running = thread;
            thread = null;
        }
        if (running == null || running.equals(Thread.currentThread())) {
            return;
        }
        // Only to wake a sleeper: when the queue is full nobody sleeps.
        boolean _ = queue.offer(new Item.Barrier<>(new CountDownLatch(1)));
        try {
            if (running.join(PATIENCE)) {
                return;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        if (!NamedThreads.stop(running, PATIENCE)) {
            LOG.error("{} did not end within {}", name, PATIENCE);
        }
    }

    private void run() {
        guarded(() -> owner.onStart(pace.nanos()));
        try {
            while (!stopping) {
                Item<M> item = next();
                if (due(owner.nextDeadline())) {
                    guarded(() -> owner.onDeadline(pace.nanos()));
                }
                switch (item) {
                    case Item.Letter<M>(M message) ->
                            guarded(() -> owner.onMessage(message, pace.nanos()));
                    case Item.Barrier<M>(CountDownLatch reached) -> reached.countDown();
                    case null -> {}
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            guarded(() -> owner.onStop(pace.nanos()));
        }
    }

    private @Nullable Item<M> next() throws InterruptedException {
        OptionalLong deadline = owner.nextDeadline();
        if (deadline.isEmpty()) {
            return queue.take();
        }
        long wait = Math.max(0, deadline.getAsLong() - pace.nanos());
        return queue.poll(wait, TimeUnit.NANOSECONDS);
    }

    private boolean due(OptionalLong deadline) {
        return deadline.isPresent() && deadline.getAsLong() - pace.nanos() <= 0;
    }

    private void guarded(Runnable part) {
        try {
            part.run();
        } catch (RuntimeException e) {
            // One bad message must not end what guards the house.
            LOG.error("{} failed and goes on", name, e);
        }
    }
}
