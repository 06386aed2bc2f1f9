package org.vigia.web.http;

import io.javalin.http.Handler;
import java.time.Duration;
import java.util.concurrent.Phaser;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// The requests that are being answered, so that what somebody has asked for is done, and noted,
/// before the site is closed. Safe for use by several threads.
final class UnderWay {
    // Each request, and whoever waits for them.
    private final Phaser requests = new Phaser(1);

    /// The same handler, counted from its begin to its end.
    Handler counted(Handler handler) {
        return ctx -> {
            requests.register();
            try {
                handler.handle(ctx);
            } finally {
                requests.arriveAndDeregister();
            }
        };
    }

    /// Waits until none is left, or so long. To be called once.
    ///
    /// @return how many are left
    int await(Duration longest) throws InterruptedException {
        try {
            requests.awaitAdvanceInterruptibly(
                    requests.arrive(), longest.toMillis(), TimeUnit.MILLISECONDS);
            return 0;
        } catch (TimeoutException e) {
            return requests.getUnarrivedParties();
        }
    }
}
