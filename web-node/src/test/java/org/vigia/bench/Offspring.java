package org.vigia.bench;

import java.time.Duration;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedDeque;
import org.vigia.shared.time.Pace;

/// What a bench has started: it ends with the bench, also where that is ended by a signal or fails.
final class Offspring {
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final Duration LOOK = Duration.ofMillis(50);
    private static final Deque<Runnable> AFTERWARDS = new ConcurrentLinkedDeque<>();

    private Offspring() {}

    /// From now on everything that this process starts ends with it, and what that has started.
    static void endsWithThisProcess() {
        Runtime.getRuntime()
                .addShutdownHook(Thread.ofPlatform().name("offspring").unstarted(Offspring::end));
    }

    /// What is done once nothing runs any more that this process has started.
    static void afterwards(Runnable cleaning) {
        AFTERWARDS.push(cleaning);
    }

    private static void end() {
        Pace pace = Pace.system();
        long asked = pace.nanos();
        Set<ProcessHandle> running = new LinkedHashSet<>();
        try {
            // Whoever is being ended may be starting somebody.
            while (lives(running) && pace.nanos() - asked < 2 * PATIENCE.toNanos()) {
                if (pace.nanos() - asked > PATIENCE.toNanos()) {
                    running.forEach(ProcessHandle::destroyForcibly);
                }
                pace.sleep(LOOK);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        AFTERWARDS.forEach(Runnable::run);
    }

    /// Asks whoever is new to end, and forgets whoever has.
    private static boolean lives(Set<ProcessHandle> running) {
        running.removeIf(process -> !process.isAlive());
        ProcessHandle.current().descendants().filter(running::add).forEach(ProcessHandle::destroy);
        return !running.isEmpty();
    }
}
