package org.vigia.shared.lifecycle;

import java.util.concurrent.CountDownLatch;

/// Turns SIGTERM and SIGINT into the return of [#await]: the one who waits then closes everything
/// and says so with [#done], for which the dying runtime waits.
public final class Shutdown {
    private final CountDownLatch asked = new CountDownLatch(1);
    private final CountDownLatch done = new CountDownLatch(1);

    /// Begins to listen to signals.
    public Shutdown() {
        Runtime.getRuntime()
                .addShutdownHook(
                        Thread.ofPlatform()
                                .name("shutdown")
                                .unstarted(() -> {
                                    asked.countDown();
                                    try {
                                        done.await();
                                    } catch (InterruptedException e) {
                                        Thread.currentThread().interrupt();
                                    }
                                }));
    }

    /// Waits for a signal.
    ///
    /// @throws InterruptedException when the thread is interrupted
    public void await() throws InterruptedException {
        asked.await();
    }

    /// Everything is closed; the runtime may go.
    public void done() {
        done.countDown();
    }
}
