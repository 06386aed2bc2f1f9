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
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.vigia.camera.spool.Gap;
import org.vigia.camera.spool.SealedEvent;
import org.vigia.camera.spool.Spool;
import org.vigia.shared.event.EventId;
import org.vigia.shared.event.EvidenceKind;
import org.vigia.shared.event.EvidenceName;
import org.vigia.shared.time.Backoff;
import org.vigia.shared.time.Pace;

/// One look through the spool after another, and what is remembered between them. The files of an
/// event that has just begun go before everything that waits. Used by one thread.
final class DeliveryPass {
    private static final Logger LOG = LoggerFactory.getLogger(DeliveryPass.class);
    private static final Duration RECEIPT_PATIENCE = Duration.ofSeconds(10);
    private static final Duration GAP_PATIENCE = Duration.ofSeconds(60);
    private static final int GAPS_AT_ONCE = 16;
    private static final Duration IDLE = Duration.ofSeconds(30);

    private final Spool spool;
    private final Uploader uploader;
    private final Consumer<Gap> gapTeller;
    private final Pace pace;
    private final Map<Path, Long> toldNanos = new HashMap<>();
    private final Set<EvidenceName> sent = new HashSet<>();
    private final Map<EventId, Long> offeredNanos = new HashMap<>();
    private final Map<EventId, Setback> setbacks = new HashMap<>();
    private long seen = -1;

    /// An event that failed by itself: the others go on without it for a while.
    private record Setback(Backoff backoff, long untilNanos) {}

    DeliveryPass(Spool spool, Uploader uploader, Consumer<Gap> gapTeller, Pace pace) {
        this.spool = spool;
        this.uploader = uploader;
        this.gapTeller = gapTeller;
        this.pace = pace;
    }

    /// Sends what can be sent.
    ///
    /// @return how long nothing more need be done unless the spool changes
    /// @throws IOException when Pi #B cannot be reached
    Duration run() throws IOException {
        spool.finishAbandoned();
        tellGaps();
        sendEarly();
        List<SealedEvent> events = spool.sealed();
        Duration wait = IDLE;
        try {
            for (SealedEvent event : events) {
                spool.sending(event.event());
                Duration own = deliver(event);
                wait = own.compareTo(wait) < 0 ? own : wait;
            }
        } finally {
            spool.sending(null);
        }
        tidy(events);
        return wait;
    }

    /// The link stands anew: what was told on the former one may never have arrived.
    void forgetWhatWasTold() {
        toldNanos.clear();
    }

    private void tellGaps() {
        long now = pace.nanos();
        List<Gap> gaps = spool.gaps();
        toldNanos.keySet().retainAll(gaps.stream().map(Gap::file).toList());
        gaps.stream()
                .filter(gap -> {
                    Long told = toldNanos.get(gap.file());
                    return told == null || now - told > GAP_PATIENCE.toNanos();
                })
                .limit(GAPS_AT_ONCE)
                .forEach(gap -> {
                    gapTeller.accept(gap);
                    toldNanos.put(gap.file(), now);
                });
    }

    /// After a broken connection everything is offered again (S5).
    void forgetWhatWasSent() {
        sent.clear();
        offeredNanos.clear();
    }

    private void tidy(List<SealedEvent> events) throws IOException {
        Set<EventId> here = new HashSet<>();
        events.forEach(e -> here.add(e.event()));
        offeredNanos.keySet().retainAll(here);
        setbacks.keySet().retainAll(here);
        for (Path file : spool.early()) {
            here.add(nameOf(file).event());
        }
        sent.removeIf(name -> !here.contains(name.event()));
    }

    private void sendEarly() throws IOException {
        seen = spool.changes();
        for (Path file : spool.early()) {
            EvidenceName name = nameOf(file);
            try {
                send(name, file);
            } catch (NoSuchFileException e) {
                LOG.debug("{} has been sealed meanwhile", name);
            } catch (RefusedException | NotNowException e) {
                // What is wrong will be said again, and dealt with, when the event is sealed.
                LOG.debug("{} was not taken early: {}", name, e.getMessage());
                sent.add(name);
            }
        }
    }

    /// @return how long this event can be left alone
    private Duration deliver(SealedEvent event) throws IOException {
        long now = pace.nanos();
        Setback setback = setbacks.get(event.event());
        if (setback != null && setback.untilNanos() - now > 0) {
            return Duration.ofNanos(setback.untilNanos() - now);
        }
        Long offered = offeredNanos.get(event.event());
        if (offered != null) {
            Duration left = RECEIPT_PATIENCE.minusNanos(now - offered);
            if (left.isPositive()) {
                return left;
            }
            LOG.debug("event {}: no receipt yet, offering its manifest again", event.event());
            sent.remove(event.files().getLast());
        }
        try {
            for (EvidenceName name : event.files()) {
                if (spool.changes() != seen) {
                    sendEarly();
                }
                if (event.heldBack() && name.kind() == EvidenceKind.MANIFEST) {
                    // Without the gap record Pi #B would wait for what will never come.
                    return IDLE;
                }
                send(name, event.folder().resolve(name.text()));
            }
        } catch (NoSuchFileException e) {
            spool.fileMissing(event);
            return IDLE;
        } catch (RefusedException e) {
            LOG.error("event {} is refused for good: {}", event.event(), e.getMessage());
            spool.quarantine(event, String.valueOf(e.getMessage()));
            return IDLE;
        } catch (NotNowException e) {
            return setBack(event, e);
        }
        setbacks.remove(event.event());
        offeredNanos.put(event.event(), pace.nanos());
        return RECEIPT_PATIENCE;
    }

    private Duration setBack(SealedEvent event, NotNowException e) {
        Setback before = setbacks.get(event.event());
        Backoff backoff =
                (before == null
                                ? Backoff.between(Duration.ofSeconds(1), Duration.ofMinutes(5))
                                : before.backoff())
                        .failed();
        if (backoff.worthALine()) {
            LOG.warn(
                    "event {}, {} in a row: {}", event.event(), backoff.failures(), e.getMessage());
        }
        event.files().forEach(sent::remove);
        long until = pace.nanos() + backoff.delay().toNanos();
        setbacks.put(event.event(), new Setback(backoff, until));
        return backoff.delay();
    }

    private void send(EvidenceName name, Path file) throws IOException, RefusedException {
        if (!sent.contains(name)) {
            uploader.upload(name, file);
            sent.add(name);
            LOG.debug("sent {}", name);
        }
    }

    private static EvidenceName nameOf(Path file) {
        return EvidenceName.parse(String.valueOf(file.getFileName())).orElseThrow();
    }
}
