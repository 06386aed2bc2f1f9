package org.vigia.camera.recorder;

import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.vigia.camera.moment.Moments;
import org.vigia.camera.ring.FragmentRing;
import org.vigia.camera.ring.KeyFrame;
import org.vigia.camera.snapshot.KeyFrameDecoder;
import org.vigia.camera.spool.OpenEvent;
import org.vigia.camera.spool.Opening;
import org.vigia.camera.spool.Spool;
import org.vigia.shared.event.EventId;
import org.vigia.shared.event.EventKind;
import org.vigia.shared.lifecycle.NamedThreads;
import org.vigia.shared.time.Pace;

/// Records incidents, one at a time, each on a thread of its own, which leaves the disk to another;
/// and takes photos. Methods may be called by any thread.
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
    private final EventWriter writer = new EventWriter(this);
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
    /// @param observer is told of each event and its film
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
    ///
    /// @return its id, which is also its first event's
    public EventId begin(EventKind kind) {
        return begin(kind, Duration.ZERO);
    }

    /// An incident begins that is known only now. Returns at once.
    ///
    /// @param ago when it really began; film from before that is taken in as far as the ring has it
    /// @return its id, which is also its first event's
    public synchronized EventId begin(EventKind kind, Duration ago) {
        end();
        Incident begun = new Incident(this, newId(), kind, pace.nanos() - ago.toNanos());
        incident = begun;
        thread = NamedThreads.start("recorder", begun);
        return begun.id();
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
    ///
    /// @return the event
    public synchronized EventId note(EventKind kind) {
        EventId id = newId();
        Incident running = incident;
        EventId lasting = running == null ? id : running.id();
        begin(new Opening(id, lasting, kind, moments.now(), 0)).end();
        return id;
    }

    /// Takes a picture and keeps it as an event of its own.
    ///
    /// @return the picture, a JPEG
    /// @throws NoPictureException when there is no picture to be had
    /// @throws IOException when the disk refuses; in words
    /// @throws InterruptedException when the thread is interrupted meanwhile
    public byte[] photo() throws IOException, InterruptedException {
        Optional<KeyFrame> key = keyFrame();
        byte[] jpeg =
                (key.isPresent() ? decoded(key.get()) : Optional.<byte[]>empty())
                        .orElseThrow(NoPictureException::new);
        EventId id = newId();
        Opening opening = new Opening(id, id, EventKind.PHOTO, moments.now(), 0);
        OpenEvent event = spool.begin(opening);
        observer.onOpened(opening);
        event.snapshot(jpeg);
        event.seal(moments.now(), 0);
        LOG.info("event {}: photo taken", id);
        return jpeg;
    }

    /// Films for so long from now on, beside whatever else is recorded, and keeps it as an event of
    /// its own. Returns when the film is there. It is no evidence that Pi #B must have at once, so
    /// it is not sent while it is filmed.
    ///
    /// @param file where the film is written for the caller; not synced, and of no use where this
    ///   throws
    /// @throws NoPictureException when there is no picture to be had
    /// @throws IOException when the disk refuses; in words
    /// @throws InterruptedException when the thread is interrupted meanwhile
    public void film(Duration length, Path file) throws IOException, InterruptedException {
        new WantedFilm(this, length).write(file);
    }

    /// An event that Pi #B hears of, and whose film comes when it is sealed.
    Event beginUnstreamed(Opening opening) {
        return new Event(opening, new OpeningsOnly(observer), writer, moments);
    }

    /// Ends a running incident and waits until its last event is sealed.
    @Override
    public void close() {
        Thread running;
        synchronized (this) {
            end();
            running = thread;
        }
        try {
            if (running != null && !running.join(CLOSE_PATIENCE)) {
                LOG.warn("the recorder did not end within {}", CLOSE_PATIENCE);
                running.interrupt();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        writer.close();
    }

    EventObserver observer() {
        return observer;
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

    Spool spool() {
        return spool;
    }

    Event begin(Opening opening) {
        return new Event(opening, observer, writer, moments);
    }

    Optional<KeyFrame> keyFrame() {
        return ring.latestKeyFrame();
    }

    Optional<byte[]> decoded(KeyFrame key) throws InterruptedException {
        return decoder.decode(key.config(), key.fragment());
    }
}
