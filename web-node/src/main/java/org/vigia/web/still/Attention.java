package org.vigia.web.still;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.vigia.shared.time.Pace;
import org.vigia.web.live.Sent;
import org.vigia.web.live.ViewerSocket;

/// A viewer that keeps a camera's frames coming and looks at none of them. It goes at the first
/// message after nobody has asked for a while: there is one every twenty seconds at least.
final class Attention implements ViewerSocket {
    static final Duration SPAN = Duration.ofSeconds(10);

    private final Pace pace;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition more = lock.newCondition();
    private long askedNanos;
    private int heard;
    private boolean over;

    Attention(Pace pace) {
        this.pace = pace;
        this.askedNanos = pace.nanos();
    }

    /// Somebody asks again.
    ///
    /// @return whether it still stands
    boolean renew() {
        lock.lock();
        try {
            askedNanos = pace.nanos();
            return !over;
        } finally {
            lock.unlock();
        }
    }

    /// How many messages have come.
    int heard() {
        lock.lock();
        try {
            return heard;
        } finally {
            lock.unlock();
        }
    }

    /// Returns when more than `known` messages have come, the viewing is over or `nanos` have
    /// passed.
    ///
    /// @return what is left of `nanos`
    long awaitMore(int known, long nanos) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            long left = nanos;
            while (heard == known && !over && left > 0) {
                left = more.awaitNanos(left);
            }
            return over ? 0 : left;
        } finally {
            lock.unlock();
        }
    }

    private void hear(Sent sent) {
        if (isHeeded()) {
            sent.taken();
        } else {
            sent.gone();
        }
    }

    private boolean isHeeded() {
        lock.lock();
        try {
            if (pace.nanos() - askedNanos > SPAN.toNanos()) {
                return false;
            }
            heard++;
            more.signalAll();
            return true;
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void text(String json, Sent sent) {
        hear(sent);
    }

    @Override
    public void binary(ByteBuffer message, Sent sent) {
        hear(sent);
    }

    @Override
    public void close() {
        lock.lock();
        try {
            over = true;
            more.signalAll();
        } finally {
            lock.unlock();
        }
    }
}
