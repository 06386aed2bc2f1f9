package org.vigia.camera.recorder;

import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.vigia.camera.ring.RingItem;
import org.vigia.camera.ring.RingReader;
import org.vigia.camera.spool.OpenEvent;
import org.vigia.camera.spool.Opening;
import org.vigia.shared.event.EventId;
import org.vigia.shared.event.EventKind;
import org.vigia.shared.event.Moment;
import org.vigia.shared.video.VideoConfig;

/// One incident: one event after another that share its id, cut at a key frame when a clip has
/// become long enough, and wherever the stream's configuration changes.
final class Incident implements Runnable {
    private static final Logger LOG = LoggerFactory.getLogger(Incident.class);
    private static final Duration FIRST_FRAME = Duration.ofMillis(200);
    // Film from before a long outage is no pre-roll; a GOP may add some seconds to what was asked.
    private static final Duration STALE = Duration.ofSeconds(10);
    private static final Duration POLL = Duration.ofMillis(100);

    private final Recorder recorder;
    private final EventKind kind;
    private final long beganNanos;
    private volatile boolean over;
    private volatile long overNanos;

    private @Nullable EventId incident;
    private @Nullable VideoConfig config;
    private RingItem.@Nullable Filmed next;

    Incident(Recorder recorder, EventKind kind, long beganNanos) {
        this.recorder = recorder;
        this.kind = kind;
        this.beganNanos = beganNanos;
    }

    void end() {
        overNanos = recorder.pace().nanos();
        over = true;
    }

    @Override
    public void run() {
        try (RingReader reader = recorder.ring().openBefore(recorder.settings().preRoll())) {
            fetchFirst(reader);
            do {
                recordEvent(reader);
            } while (!over || next != null);
        } catch (IOException e) {
            // What is on disk is finished and sent after the next start.
            LOG.error("the incident cannot be recorded any further: {}", e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void fetchFirst(RingReader reader) throws InterruptedException {
        for (RingItem item = reader.next(FIRST_FRAME);
                item != null && next == null;
                item = next == null ? reader.next(FIRST_FRAME) : null) {
            switch (item) {
                case RingItem.Configured configured -> config = configured.config();
                case RingItem.Filmed filmed -> next = isStale(filmed) ? null : filmed;
                case RingItem.Gap _, RingItem.Lagged _ -> {
                    // There is a picture again, or there is none: both show in what follows.
                }
            }
        }
    }

    private boolean isStale(RingItem.Filmed filmed) {
        long oldest = beganNanos - recorder.settings().preRoll().plus(STALE).toNanos();
        return filmed.fragment().capturedNanos() - oldest < 0;
    }

    private void recordEvent(RingReader reader) throws IOException, InterruptedException {
        OpenEvent event = open();
        Optional<byte[]> picture = recorder.picture();
        if (picture.isPresent()) {
            event.snapshot(picture.get());
        } else {
            LOG.warn("event {}: there is no picture", event.opening().event());
        }
        long millis = film(event, reader);
        if (millis == 0) {
            LOG.warn("event {}: there is no film", event.opening().event());
        }
        event.seal(recorder.moments().now(), millis);
        LOG.info("event {}: {} recorded, {} ms of film", event.opening().event(), kind, millis);
    }

    private OpenEvent open() throws IOException {
        EventId id = recorder.newId();
        boolean first = incident == null;
        EventId incidentId = incident == null ? id : incident;
        incident = incidentId;
        RingItem.Filmed frame = next;
        long startNanos = first || frame == null ? beganNanos : frame.fragment().capturedNanos();
        long preRollMillis =
                frame == null
                        ? 0
                        : Math.max(0, (startNanos - frame.fragment().capturedNanos()) / 1_000_000);
        if (!first && frame == null) {
            startNanos = recorder.pace().nanos();
        }
        Moment started = recorder.moments().at(startNanos);
        return recorder.open(new Opening(id, incidentId, kind, started, preRollMillis));
    }

    /// Films until the incident is over or the clip is to be cut; then `next` is the frame that the
    /// following clip begins with.
    ///
    /// @return the film's length in milliseconds; 0 for none
    private long film(OpenEvent event, RingReader reader) throws IOException, InterruptedException {
        try (OptionalFilm film = new OptionalFilm(event, recorder.pace())) {
            RingItem.Filmed frame = next;
            next = null;
            while (true) {
                if (frame != null) {
                    if (isCut(frame, film)) {
                        next = frame;
                        return film.finish();
                    }
                    film.add(frame.fragment(), config);
                    if (over && frame.fragment().capturedNanos() - overNanos >= 0) {
                        return film.finish();
                    }
                }
                RingItem item = reader.next(POLL);
                if (item == null && over) {
                    return film.finish();
                }
                frame = take(item, film);
                if (frame == null && film.epochEnded()) {
                    next = awaitFrame(reader);
                    return film.finish();
                }
            }
        }
    }

    private RingItem.@Nullable Filmed take(@Nullable RingItem item, OptionalFilm film) {
        return switch (item) {
            case null -> null;
            case RingItem.Filmed filmed -> filmed;
            case RingItem.Configured configured -> {
                config = configured.config();
                film.configChanged();
                yield null;
            }
            case RingItem.Gap gap -> {
                LOG.warn("the film has a gap: {}", gap.reason());
                yield null;
            }
            case RingItem.Lagged lagged -> {
                LOG.warn("the film has a gap: {} frames were overtaken", lagged.items());
                yield null;
            }
        };
    }

    /// The first frame of a new epoch; null where the incident is over before it comes.
    private RingItem.@Nullable Filmed awaitFrame(RingReader reader) throws InterruptedException {
        while (true) {
            RingItem item = reader.next(POLL);
            if (item instanceof RingItem.Filmed filmed) {
                return filmed;
            }
            if (item instanceof RingItem.Configured configured) {
                config = configured.config();
            }
            if (item == null && over) {
                return null;
            }
        }
    }

    private boolean isCut(RingItem.Filmed frame, OptionalFilm film) {
        return frame.fragment().key()
                && !frame.fragment().replacesPrevious()
                && film.longerThan(recorder.settings().maxClip());
    }
}
