package org.vigia.web.ssh;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.vigia.shared.lifecycle.NamedThreads;

/// The endpoint's running uploads and frame sockets, so that its end can wait for theirs.
final class Threads {
    private final Set<Thread> running = ConcurrentHashMap.newKeySet();

    void run(String name, Runnable task) {
        // Platform threads: a sync of the disk pins its carrier, of which a Pi may have one.
        NamedThreads.startPlatform(
                name,
                () -> {
                    running.add(Thread.currentThread());
                    try {
                        task.run();
                    } finally {
                        running.remove(Thread.currentThread());
                    }
                });
    }

    /// Waits for the end of all, at most for `deadline` each.
    void join(Duration deadline) throws InterruptedException {
        for (Thread thread : running) {
            thread.join(deadline);
        }
    }
}
