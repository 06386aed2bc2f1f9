package org.vigia.web.live;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.vigia.shared.lifecycle.NamedThreads;
import org.vigia.shared.time.Pace;
import org.vigia.shared.video.Fragment;

/// One viewer: a bounded queue and the thread that empties it into the socket. Frames that have
/// waited here for too long are thrown away, whole, up to the next key frame; nothing else is.
final class Viewer implements AutoCloseable {
    /// How long a frame may wait here before the viewer counts as slow.
    static final Duration PATIENCE = Duration.ofMillis(700);

    /// More than this many messages are never queued, however fast they come.
    static final int CAPACITY = 256;

    /// More bytes of frames than this are never queued, unless one message alone has more.
    static final int MAX_BYTES = 4 * 1024 * 1024;

    private static final Duration STOP = Duration.ofSeconds(2);

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition filled = lock.newCondition();
    private final ArrayDeque<Queued> queue = new ArrayDeque<>();
    private final ViewerSocket socket;
    private final Pace pace;
    private final Runnable onEnd;
    private @Nullable Thread thread;
    private boolean awaitingKey;
    private boolean served;
    private boolean closed;

    private record Queued(LiveMessage message, long sinceNanos) {}

    Viewer(ViewerSocket socket, Pace pace, Runnable onEnd) {
        this.socket = socket;
        this.pace = pace;
        this.onEnd = onEnd;
    }

    void start(String name) {
        thread = NamedThreads.start(name, this::run);
    }

    /// Nothing is shown before the next key frame.
    void awaitKey() {
        lock.lock();
        try {
            awaitingKey = true;
        } finally {
            lock.unlock();
        }
    }

    /// Queues a message; never blocks.
    void offer(LiveMessage message) {
        lock.lock();
        try {
            if (closed || !wanted(message)) {
                return;
            }
            queue.add(new Queued(message, pace.nanos()));
            filled.signal();
        } finally {
            lock.unlock();
        }
    }

    /// Tells a viewer who has got nothing since the last call that the connection stands. The hub
    /// does it for all: a wait of each viewer's own with an end would be set up and given up again
    /// for every frame.
    void pulse() {
        boolean quiet;
        lock.lock();
        try {
            quiet = !served && queue.isEmpty();
            served = false;
        } finally {
            lock.unlock();
        }
        if (quiet) {
            offer(new LiveMessage.Pulse());
        }
    }

    private boolean wanted(LiveMessage message) {
        if (!(message instanceof LiveMessage.Frames frames)) {
            if (message instanceof LiveMessage.Config) {
                queue.removeIf(q -> !(q.message() instanceof LiveMessage.Presence));
                awaitingKey = true;
            } else {
                queue.removeIf(q -> q.message().getClass() == message.getClass());
            }
            return true;
        }
        if (isLate(frames)) {
            queue.removeIf(q -> q.message() instanceof LiveMessage.Frames);
            awaitingKey = true;
        }
        Fragment first = frames.fragments().getFirst();
        if (awaitingKey && !first.key()) {
            return false;
        }
        awaitingKey = false;
        return true;
    }

    private boolean isLate(LiveMessage.Frames next) {
        if (queue.size() >= CAPACITY) {
            return true;
        }
        long bytes = next.bytes();
        for (Queued q : queue) {
            if (q.message() instanceof LiveMessage.Frames frames) {
                bytes += frames.bytes();
                if (bytes > MAX_BYTES || pace.nanos() - q.sinceNanos() > PATIENCE.toNanos()) {
                    return true;
                }
            }
        }
        return false;
    }

    private void run() {
        try {
            while (true) {
                LiveMessage message = take();
                if (message == null) {
                    return;
                }
                message.sendTo(socket, pace);
            }
        } catch (IOException e) {
            // The viewer has gone, which is how viewing usually ends.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            end();
        }
    }

    private @Nullable LiveMessage take() throws InterruptedException {
        lock.lockInterruptibly();
        try {
            while (queue.isEmpty() && !closed) {
                filled.await();
            }
            Queued head = queue.poll();
            served = head != null && !(head.message() instanceof LiveMessage.Pulse);
            return closed || head == null ? null : head.message();
        } finally {
            lock.unlock();
        }
    }

    private void end() {
        lock.lock();
        try {
            closed = true;
            queue.clear();
            filled.signalAll();
        } finally {
            lock.unlock();
        }
        socket.close();
        onEnd.run();
    }

    @Override
    public void close() {
        end();
        Thread running = thread;
        if (running != null && !running.equals(Thread.currentThread())) {
            boolean ignored = NamedThreads.stop(running, STOP);
        }
    }

    /// How many bytes of frames wait.
    int waitingBytes() {
        lock.lock();
        try {
            return queue.stream()
                    .mapToInt(q -> q.message() instanceof LiveMessage.Frames f ? f.bytes() : 0)
                    .sum();
        } finally {
            lock.unlock();
        }
    }

    /// How many messages wait.
    int waiting() {
        lock.lock();
        try {
            return queue.size();
        } finally {
            lock.unlock();
        }
    }
}
