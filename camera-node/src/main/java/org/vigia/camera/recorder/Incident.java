package org.vigia.camera.recorder;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.vigia.camera.ring.RingItem;
import org.vigia.camera.ring.RingReader;
import org.vigia.camera.spool.Opening;
import org.vigia.shared.event.EventId;
import org.vigia.shared.event.EventKind;
import org.vigia.shared.video.VideoConfig;

/// One incident: one event after another that share its id, cut at a key frame when a clip has
/// become long enough, and wherever the stream's configuration changes. It decides what is recorded
/// and says so; it never waits for the disk.
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

    private final EventId id;
    private boolean begun;
    private @Nullable VideoConfig config;
    private RingItem.@Nullable Filmed next;

    Incident(Recorder recorder, EventId id, EventKind kind, long beganNanos) {
        this.recorder = recorder;
        this.id = id;
        this.kind = kind;
        this.beganNanos = beganNanos;
    }

    void end() {
        overNanos = recorder.pace().nanos();
        over = true;
    }

    /// The incident's id, and its first event's.
    EventId id() {
        return id;
    }

    @Override
    public void run() {
        try (RingReader reader = recorder.ring().openBefore(lookBack())) {
            next = firstFrame(reader);
            do {
                record(reader);
                next = next == null ? awaitFrame(reader) : next;
            } while (next != null);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private Duration lookBack() {
        long sinceBegin = Math.max(0, recorder.pace().nanos() - beganNanos);
        return recorder.settings().preRoll().plusNanos(sinceBegin);
    }

    /// The key frame that the pre-roll begins with; null where there is no picture now.
    private RingItem.@Nullable Filmed firstFrame(RingReader reader) throws InterruptedException {
        for (RingItem item = reader.next(FIRST_FRAME);
                item != null;
                item = reader.next(FIRST_FRAME)) {
            if (item instanceof RingItem.Configured configured) {
                config = configured.config();
            }
            if (item instanceof RingItem.Filmed filmed
                    && filmed.fragment().key()
                    && !isStale(filmed)) {
                return filmed;
            }
        }
        return null;
    }

    private boolean isStale(RingItem.Filmed filmed) {
        long oldest = beganNanos - recorder.settings().preRoll().plus(STALE).toNanos();
        return filmed.fragment().capturedNanos() - oldest < 0;
    }

    private void record(RingReader reader) throws InterruptedException {
        Event event = recorder.begin(opening());
        try {
            film(event, reader);
        } finally {
            event.end();
        }
    }

    private Opening opening() {
        boolean first = !begun;
        EventId event = first ? id : recorder.newId();
        begun = true;
        RingItem.Filmed frame = next;
        long startNanos = first || frame == null ? beganNanos : frame.fragment().capturedNanos();
        long preRollMillis =
                frame == null
                        ? 0
                        : Math.max(0, (startNanos - frame.fragment().capturedNanos()) / 1_000_000);
        if (!first && frame == null) {
            startNanos = recorder.pace().nanos();
        }
        return new Opening(event, id, kind, recorder.moments().at(startNanos), preRollMillis);
    }

    /// Films until the incident is over or the clip is to be cut; then `next` is the frame that the
    /// following clip begins with.
    private void film(Event event, RingReader reader) throws InterruptedException {
        RingItem.Filmed frame = next;
        next = null;
        while (true) {
            if (frame != null) {
                if (isCut(frame, event)) {
                    next = frame;
                    return;
                }
                event.add(frame.fragment(), config);
                if (over && frame.fragment().capturedNanos() - overNanos >= 0) {
                    return;
                }
            }
            RingItem item = reader.next(POLL);
            if (item == null && over) {
                return;
            }
            if (endsStream(item) && event.isFilmed()) {
                return;
            }
            frame = item instanceof RingItem.Filmed filmed ? filmed : null;
        }
    }

    /// Whether what follows does not fit into the film so far.
    private boolean endsStream(@Nullable RingItem item) {
        return switch (item) {
            case null -> false;
            case RingItem.Filmed _ -> false;
            case RingItem.Configured configured -> {
                config = configured.config();
                yield true;
            }
            case RingItem.Gap gap -> {
                LOG.warn("the film has a gap: {}", gap.reason());
                yield true;
            }
            case RingItem.Lagged lagged -> {
                LOG.warn("the film has a gap: {} frames were overtaken", lagged.items());
                yield false;
            }
        };
    }

    /// The key frame that the next event begins with; null where the incident is over before one
    /// comes.
    private RingItem.@Nullable Filmed awaitFrame(RingReader reader) throws InterruptedException {
        while (true) {
            RingItem item = reader.next(POLL);
            if (item instanceof RingItem.Configured configured) {
                config = configured.config();
            }
            if (item instanceof RingItem.Filmed filmed) {
                if (over && filmed.fragment().capturedNanos() - overNanos >= 0) {
                    return null;
                }
                if (filmed.fragment().key()) {
                    return filmed;
                }
            }
            if (item == null && over) {
                return null;
            }
        }
    }

    private boolean isCut(RingItem.Filmed frame, Event event) {
        return frame.fragment().key()
                && !frame.fragment().replacesPrevious()
                && event.isLongerThan(recorder.settings().maxClip());
    }
}
