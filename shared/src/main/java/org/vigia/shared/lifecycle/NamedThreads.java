package org.vigia.shared.lifecycle;

import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The one place threads come from: virtual, named, and loud when they die of something unforeseen.
public final class NamedThreads {
    private static final Logger LOG = LoggerFactory.getLogger(NamedThreads.class);

    private NamedThreads() {}

    /// Starts a virtual thread called `name`. A throwable that leaves `task` is a bug and is logged
    /// as an error.
    public static Thread start(String name, Runnable task) {
        return Thread.ofVirtual()
                .name(name)
                .uncaughtExceptionHandler(NamedThreads::report)
                .start(task);
    }

    /// Starts a daemon platform thread, for work that pins its carrier or must run apart from the
    /// virtual ones (a blocking read of a native pipe on a machine of one core).
    public static Thread startPlatform(String name, Runnable task) {
        return Thread.ofPlatform()
                .daemon()
                .name(name)
                .uncaughtExceptionHandler(NamedThreads::report)
                .start(task);
    }

    /// Interrupts `thread` and waits for its end, at most for `deadline`.
    ///
    /// @return whether it has ended; false as well when the calling thread was interrupted, whose
    ///   flag is then set again
    public static boolean stop(Thread thread, Duration deadline) {
        thread.interrupt();
        try {
            return thread.join(deadline);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private static void report(Thread thread, Throwable failure) {
        LOG.error("thread {} ended unexpectedly", thread.getName(), failure);
    }
}
