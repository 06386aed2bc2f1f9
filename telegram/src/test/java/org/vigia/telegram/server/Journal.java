package org.vigia.telegram.server;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Predicate;
import org.vigia.shared.time.Pace;

/// The requests so far. Safe for several threads.
final class Journal {
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition added = lock.newCondition();
    private final List<Received> all = new ArrayList<>();
    private long last;

    long nextNumber() {
        lock.lock();
        try {
            last++;
            return last;
        } finally {
            lock.unlock();
        }
    }

    void add(Received received) {
        lock.lock();
        try {
            all.add(received);
            added.signalAll();
        } finally {
            lock.unlock();
        }
    }

    List<Received> all() {
        lock.lock();
        try {
            return List.copyOf(all);
        } finally {
            lock.unlock();
        }
    }

    /// Waits in real time.
    boolean await(Predicate<List<Received>> until, Duration atMost) throws InterruptedException {
        long deadline = Pace.system().nanos() + atMost.toNanos();
        lock.lock();
        try {
            while (!until.test(List.copyOf(all))) {
                long left = deadline - Pace.system().nanos();
                if (left <= 0) {
                    return false;
                }
                added.await(Math.min(left, 10_000_000), TimeUnit.NANOSECONDS);
            }
            return true;
        } finally {
            lock.unlock();
        }
    }
}
