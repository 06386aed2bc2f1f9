package org.vigia.web.live;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.vigia.shared.time.Pace;
import org.vigia.shared.video.Fragment;

/// One viewer: a bounded queue and what is on its way to the socket. Frames that have waited here
/// for too long are thrown away, whole, up to the next key frame; nothing else is. Safe for use by
/// several threads, none of which waits here.
final class Viewer implements AutoCloseable {
    /// How long a frame may wait here before the viewer counts as slow.
    static final Duration PATIENCE = Duration.ofMillis(700);

    /// Who has not taken a whole message after so long is gone.
    static final Duration STUCK = Duration.ofSeconds(15);

    /// More than this many messages are never queued, however fast they come.
    static final int CAPACITY = 256;

    /// More bytes of frames than this are never queued, unless one message alone has more.
    static final int MAX_BYTES = 4 * 1024 * 1024;

    private static final Logger LOG = LoggerFactory.getLogger(Viewer.class);

    private final ReentrantLock lock = new ReentrantLock();
    private final ArrayDeque<Queued> queue = new ArrayDeque<>();
    private final ViewerSocket socket;
    private final Pace pace;
    private final Consumer<Viewer> onEnd;
    private boolean awaitingKey;
    private boolean served;
    private boolean sending;
    private long sendingNanos;
    private boolean closed;

    private record Queued(LiveMessage message, long sinceNanos) {}

    /// @param onEnd hears of the end, whatever its cause; perhaps more than once
    Viewer(ViewerSocket socket, Pace pace, Consumer<Viewer> onEnd) {
        this.socket = socket;
        this.pace = pace;
        this.onEnd = onEnd;
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

    /// Queues a message, for the next [#serve].
    void offer(LiveMessage message) {
        lock.lock();
        try {
            if (closed || !wanted(message)) {
                return;
            }
            queue.add(new Queued(message, pace.nanos()));
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

    /// Gives the socket what waits, unless it has not yet taken what it was given before. Ends the
    /// viewing when that has lasted for too long.
    void serve() {
        boolean stuck;
        lock.lock();
        try {
            stuck = sending && pace.nanos() - sendingNanos > STUCK.toNanos();
            if (!stuck && (sending || queue.isEmpty())) {
                return;
            }
            sending = true;
            sendingNanos = pace.nanos();
        } finally {
            lock.unlock();
        }
        if (stuck) {
            close();
        } else {
            sendAll();
        }
    }

    // In a loop, since a socket may take each message before its call returns.
    private void sendAll() {
        for (LiveMessage next = poll(); next != null; next = poll()) {
            Dispatch dispatch = new Dispatch();
            if (!send(next, dispatch) || !dispatch.meets()) {
                return;
            }
        }
    }

    // What is wrong with one viewer costs the others nothing.
    private boolean send(LiveMessage message, Sent sent) {
        try {
            message.sendTo(socket, pace, sent);
            return true;
        } catch (RuntimeException e) {
            LOG.error("a viewer could not be served and is sent away", e);
            close();
            return false;
        }
    }

    private @Nullable LiveMessage poll() {
        lock.lock();
        try {
            Queued head = queue.poll();
            sending = head != null;
            if (head == null) {
                return null;
            }
            sendingNanos = pace.nanos();
            served = !(head.message() instanceof LiveMessage.Pulse);
            return head.message();
        } finally {
            lock.unlock();
        }
    }

    /// A message on its way. Who sends and who hears that it was taken meet here, in either order,
    /// and the second of them goes on with the next one.
    private final class Dispatch implements Sent {
        private final AtomicBoolean met = new AtomicBoolean();

        boolean meets() {
            return met.getAndSet(true);
        }

        @Override
        public void taken() {
            if (meets()) {
                sendAll();
            }
        }

        @Override
        public void gone() {
            close();
        }
    }

    @Override
    public void close() {
        lock.lock();
        try {
            closed = true;
            queue.clear();
        } finally {
            lock.unlock();
        }
        try {
            socket.close();
        } finally {
            onEnd.accept(this);
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
