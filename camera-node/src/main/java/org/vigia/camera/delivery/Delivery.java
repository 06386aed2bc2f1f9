package org.vigia.camera.delivery;

import java.io.IOException;
import java.time.Duration;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.vigia.camera.spool.Gap;
import org.vigia.camera.spool.Spool;
import org.vigia.shared.event.Receipt;
import org.vigia.shared.lifecycle.NamedThreads;
import org.vigia.shared.time.Backoff;
import org.vigia.shared.time.Pace;

/// Offers what is in the spool to Pi #B until it signs for it: steps 8 to 10 of
/// docs/design/spool.md. One thread of its own; receipts may come on any thread.
public final class Delivery implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Delivery.class);
    private static final Duration CLOSE_PATIENCE = Duration.ofSeconds(5);

    private final Spool spool;
    private final Uploader uploader;
    private final DeliveryPass pass;
    private Backoff backoff = Backoff.between(Duration.ofSeconds(1), Duration.ofSeconds(60));
    private volatile boolean linkIsBack;
    private @Nullable Thread thread;

    /// @param spool what is to be delivered
    /// @param uploader how; closed with this delivery
    /// @param gapTeller tells Pi #B, over the link, what will never come; does not wait, and may do
    ///   nothing where there is no link
    /// @param pace measures waits for receipts and after failures
    public Delivery(Spool spool, Uploader uploader, Consumer<Gap> gapTeller, Pace pace) {
        this.spool = spool;
        this.uploader = uploader;
        this.pass = new DeliveryPass(spool, uploader, gapTeller, pace);
    }

    /// Begins to deliver.
    public void start() {
        thread = NamedThreads.start("delivery", this::run);
    }

    /// Pi #B has signed for an event; the signature has been checked by the caller.
    ///
    /// @throws IOException when the spool's disk refuses
    public void receipt(Receipt receipt) throws IOException {
        if (spool.forget(receipt.event(), receipt.manifest())) {
            LOG.info("event {} is safe on Pi #B", receipt.event());
        }
    }

    /// Pi #B has a gap record.
    ///
    /// @param manifest the hash that the record names
    /// @throws IOException when the spool's disk refuses; the record will be told again
    public void gapTaken(String manifest) throws IOException {
        spool.gapTaken(manifest);
    }

    /// Pi #B can be reached again: tries at once instead of waiting any longer.
    public void hurry() {
        linkIsBack = true;
        spool.changed();
    }

    /// Ends the thread and the connection; what is undelivered stays in the spool.
    @Override
    public void close() {
        Thread running = thread;
        if (running != null) {
            running.interrupt();
        }
        uploader.close();
        if (running != null && !NamedThreads.stop(running, CLOSE_PATIENCE)) {
            LOG.warn("delivery did not end within {}", CLOSE_PATIENCE);
        }
    }

    private void run() {
        try {
            while (!Thread.currentThread().isInterrupted()) {
                long seen = spool.changes();
                Duration wait = tryOnce();
                spool.awaitChange(seen, wait);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /// Sends what there is to send.
    ///
    /// @return how long to wait unless something changes
    private Duration tryOnce() throws InterruptedException {
        if (linkIsBack) {
            linkIsBack = false;
            pass.forgetWhatWasTold();
            backoff = backoff.succeeded();
        }
        try {
            Duration wait = pass.run();
            if (backoff.failures() > 0) {
                LOG.info("delivery to Pi #B recovered after {} tries", backoff.failures());
            }
            backoff = backoff.succeeded();
            return wait;
        } catch (IOException | RuntimeException e) {
            return failed(e);
        }
    }

    private Duration failed(Exception e) throws InterruptedException {
        if (Thread.currentThread().isInterrupted()) {
            throw new InterruptedException();
        }
        uploader.close();
        pass.forgetWhatWasSent();
        backoff = backoff.failed();
        if (e instanceof RuntimeException) {
            LOG.error("delivery has a bug", e);
        } else if (backoff.worthALine()) {
            LOG.warn(
                    "delivery to Pi #B failed, {} in a row, {} waiting: {}",
                    backoff.failures(),
                    spool.undelivered(),
                    e.getMessage());
        }
        return backoff.delay();
    }
}
