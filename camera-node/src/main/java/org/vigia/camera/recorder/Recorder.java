package org.vigia.camera.recorder;

import java.io.IOException;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.vigia.camera.moment.Moments;
import org.vigia.camera.ring.FragmentRing;
import org.vigia.camera.snapshot.KeyFrameDecoder;
import org.vigia.camera.spool.OpenEvent;
import org.vigia.camera.spool.Opening;
import org.vigia.camera.spool.Spool;
import org.vigia.shared.event.EventId;
import org.vigia.shared.event.EventKind;
import org.vigia.shared.event.Moment;
import org.vigia.shared.lifecycle.NamedThreads;
import org.vigia.shared.time.Pace;

/// Records incidents, one at a time, each on a thread of its own, and takes photos. Methods may be
/// called by any thread.
public final class Recorder implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Recorder.class);
    private static final Duration CLOSE_PATIENCE = Duration.ofSeconds(10);

    private final RecorderSettings settings;
    private final FragmentRing ring;
    private final KeyFrameDecoder decoder;
    private final Spool spool;
    private final Moments moments;
    private final Clock clock;
    private final Pace pace;
    private final EventObserver observer;
    private final SecureRandom random = new SecureRandom();
    private @Nullable Incident incident;
    private @Nullable Thread thread;

    /// @param settings how much is filmed
    /// @param ring where the film comes from
    /// @param decoder makes the pictures; not closed here
    /// @param spool where events go
    /// @param moments when things happen
    /// @param clock for event ids
    /// @param pace for times within an event
    /// @param observer is told of each event
    public Recorder(
            RecorderSettings settings,
            FragmentRing ring,
            KeyFrameDecoder decoder,
            Spool spool,
            Moments moments,
            Clock clock,
            Pace pace,
            EventObserver observer) {
        this.settings = settings;
        this.ring = ring;
        this.decoder = decoder;
        this.spool = spool;
        this.moments = moments;
        this.clock = clock;
        this.pace = pace;
        this.observer = observer;
    }

    /// An incident begins now. Returns at once.
    public void begin(EventKind kind) {
        begin(kind, Duration.ZERO);
    }

    /// An incident begins that is known only now. Returns at once.
    ///
    /// @param ago when it really began; film from before that is taken in as far as the ring has it
    public synchronized void begin(EventKind kind, Duration ago) {
        end();
        Incident begun = new Incident(this, kind, pace.nanos() - ago.toNanos());
        incident = begun;
        thread = NamedThreads.start("recorder", begun);
    }

    /// The incident is over; its last event is finished on its own thread. Returns at once.
    public synchronized void end() {
        Incident running = incident;
        if (running != null) {
            running.end();
            incident = null;
        }
    }

    /// Keeps what was noticed while an incident lasts, as an event of that incident with a picture,
    /// where there is one, and no film. Returns at once.
    public void note(EventKind kind) {
        Moment now = moments.now();
        Incident running;
        synchronized (this) {
            running = incident;
        }
        NamedThreads.start("recorder-note", () -> note(kind, now, running));
    }

    private void note(EventKind kind, Moment at, @Nullable Incident running) {
        EventId id = newId();
        EventId incidentId = running == null ? null : running.id();
        try {
            OpenEvent event =
                    open(new Opening(id, incidentId == null ? id : incidentId, kind, at, 0));
            Optional<byte[]> jpeg = picture();
            if (jpeg.isPresent()) {
                event.snapshot(jpeg.get());
            }
            event.seal(moments.now(), 0);
            LOG.info("event {}: {} noted", id, kind);
        } catch (IOException e) {
            LOG.error("event {}: {} cannot be noted: {}", id, kind, e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /// Takes a picture and keeps it as an event of its own.
    ///
    /// @throws IOException when there is no picture to be had, or the disk refuses; in words
    /// @throws InterruptedException when the thread is interrupted meanwhile
    public EventId photo() throws IOException, InterruptedException {
        byte[] jpeg = picture().orElseThrow(() -> new IOException("the camera gives no picture"));
        EventId id = newId();
        OpenEvent event = open(new Opening(id, id, EventKind.PHOTO, moments.now(), 0));
        event.snapshot(jpeg);
        event.seal(moments.now(), 0);
        LOG.info("event {}: photo taken", id);
        return id;
    }

    /// Ends a running incident and waits until its last event is sealed.
    @Override
    public void close() {
        Thread running;
        synchronized (this) {
            end();
            running = thread;
        }
        if (running == null) {
            return;
        }
        try {
            if (!running.join(CLOSE_PATIENCE)) {
                LOG.warn("the recorder did not end within {}", CLOSE_PATIENCE);
                running.interrupt();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    RecorderSettings settings() {
        return settings;
    }

    FragmentRing ring() {
        return ring;
    }

    Moments moments() {
        return moments;
    }

    Pace pace() {
        return pace;
    }

    EventId newId() {
        return EventId.create(clock, random);
    }

    OpenEvent open(Opening opening) throws IOException {
        OpenEvent event = spool.begin(opening);
        observer.onOpened(opening);
        return event;
    }

    Optional<byte[]> picture() throws InterruptedException {
        var key = ring.latestKeyFrame();
        return key.isEmpty()
                ? Optional.empty()
                : decoder.decode(key.get().config(), key.get().fragment());
    }
}
