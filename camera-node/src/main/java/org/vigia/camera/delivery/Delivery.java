package org.vigia.camera.delivery;

import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.vigia.camera.spool.SealedEvent;
import org.vigia.camera.spool.Spool;
import org.vigia.shared.event.EventId;
import org.vigia.shared.event.EvidenceName;
import org.vigia.shared.event.Receipt;
import org.vigia.shared.lifecycle.NamedThreads;
import org.vigia.shared.time.Backoff;
import org.vigia.shared.time.Pace;

/// Offers what is in the spool to Pi #B until it signs for it: steps 8 to 10 of
/// docs/design/spool.md. One thread of its own; receipts may come on any thread.
public final class Delivery implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Delivery.class);
    private static final Duration RECEIPT_PATIENCE = Duration.ofSeconds(10);
    private static final Duration IDLE = Duration.ofSeconds(30);
    private static final Duration CLOSE_PATIENCE = Duration.ofSeconds(5);

    private final Spool spool;
    private final Uploader uploader;
    private final Pace pace;
    private final Set<EvidenceName> sent = new HashSet<>();
    private final Map<EventId, Long> offeredNanos = new HashMap<>();
    private Backoff backoff = Backoff.between(Duration.ofSeconds(1), Duration.ofSeconds(60));
    private @Nullable Thread thread;

    /// @param spool what is to be delivered
    /// @param uploader how; closed with this delivery
    /// @param pace measures the wait for a receipt
    public Delivery(Spool spool, Uploader uploader, Pace pace) {
        this.spool = spool;
        this.uploader = uploader;
        this.pace = pace;
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

    /// Pi #B can be reached again: tries at once instead of waiting any longer.
    public void hurry() {
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
        long seen = -1;
        try {
            while (!Thread.currentThread().isInterrupted()) {
                seen = spool.awaitChange(seen, pass());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /// Sends what there is to send; returns how long to wait unless something changes.
    private Duration pass() throws InterruptedException {
        try {
            for (Path file : spool.early()) {
                sendEarly(file);
            }
            Duration wait = IDLE;
            List<SealedEvent> events = spool.sealed();
            for (SealedEvent event : events) {
                wait = shorter(wait, deliver(event));
            }
            offeredNanos.keySet().retainAll(events.stream().map(SealedEvent::event).toList());
            succeeded();
            return wait;
        } catch (IOException e) {
            return failed(e);
        }
    }

    private static Duration shorter(Duration a, Duration b) {
        return a.compareTo(b) < 0 ? a : b;
    }

    private void sendEarly(Path file) throws IOException {
        EvidenceName name = EvidenceName.parse(String.valueOf(file.getFileName())).orElseThrow();
        try {
            send(name, file);
        } catch (NoSuchFileException e) {
            LOG.debug("{} has been sealed meanwhile", name);
        } catch (RefusedException e) {
            // The manifest will be refused as well, and the event quarantined with it.
            LOG.debug("{} was refused early: {}", name, e.getMessage());
        }
    }

    private Duration deliver(SealedEvent event) throws IOException {
        Long offered = offeredNanos.get(event.event());
        if (offered != null) {
            Duration left = RECEIPT_PATIENCE.minusNanos(pace.nanos() - offered);
            if (left.isPositive()) {
                return left;
            }
            LOG.debug("event {}: no receipt yet, offering it again", event.event());
        }
        try {
            for (EvidenceName name : event.files()) {
                send(name, event.folder().resolve(name.text()));
            }
        } catch (NoSuchFileException e) {
            return Duration.ZERO;
        } catch (RefusedException e) {
            LOG.error("event {} is refused for good: {}", event.event(), e.getMessage());
            spool.quarantine(event, String.valueOf(e.getMessage()));
            return IDLE;
        }
        event.files().forEach(sent::remove);
        offeredNanos.put(event.event(), pace.nanos());
        return RECEIPT_PATIENCE;
    }

    private void send(EvidenceName name, Path file) throws IOException, RefusedException {
        if (!sent.contains(name)) {
            uploader.upload(name, file);
            sent.add(name);
            LOG.debug("sent {}", name);
        }
    }

    private void succeeded() {
        if (backoff.failures() > 0) {
            LOG.info("delivery to Pi #B recovered after {} tries", backoff.failures());
        }
        backoff = backoff.succeeded();
    }

    private Duration failed(IOException e) throws InterruptedException {
        if (Thread.currentThread().isInterrupted()) {
            throw new InterruptedException();
        }
        uploader.close();
        sent.clear();
        offeredNanos.clear();
        backoff = backoff.failed();
        if (backoff.worthALine()) {
            LOG.warn(
                    "delivery to Pi #B failed, {} in a row, {} waiting: {}",
                    backoff.failures(),
                    spool.undelivered(),
                    e.getMessage());
        }
        return backoff.delay();
    }
}
