package org.vigia.camera.selftest;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.vigia.camera.moment.Moments;
import org.vigia.camera.spool.OpenEvent;
import org.vigia.camera.spool.Opening;
import org.vigia.camera.spool.Spool;
import org.vigia.shared.event.EventId;
import org.vigia.shared.event.EventKind;
import org.vigia.shared.lifecycle.Beat;
import org.vigia.shared.link.CameraHealth;
import org.vigia.shared.link.SelfTestFailure;
import org.vigia.shared.link.SelfTestResult;
import org.vigia.shared.time.Pace;

/// Sends an event to Pi #B the very way of any other, and sees whether it is signed for: once a
/// day, an hour after a failure, and when somebody asks. Methods may be called by any thread.
public final class SelfTest implements AutoCloseable {
    /// How long spool, upload and receipt may take, incidents in between not counted.
    static final Duration PATIENCE = Duration.ofMinutes(1);

    /// How long after the process's start nothing is tried unasked: link and clock settle.
    static final Duration SETTLING = Duration.ofMinutes(10);

    static final Duration AGAIN = Duration.ofHours(1);

    /// For a machine whose wall clock has gone back behind the last test.
    private static final Duration DAY = Duration.ofDays(1);

    private static final Logger LOG = LoggerFactory.getLogger(SelfTest.class);
    private static final Duration BEAT = Duration.ofSeconds(1);
    private static final int GRACE = 3;

    private final Path file;
    private final Path wish;
    private final DailyTime daily;
    private final Spool spool;
    private final Consumer<Opening> announcer;
    private final Moments moments;
    private final Clock clock;
    private final Pace pace;
    private final SecureRandom random = new SecureRandom();
    private BooleanSupplier incident = () -> true;
    private Runnable observer = () -> {};
    private int beatsGone;
    private long lookedNanos;
    private long triedNanos;
    private Duration untilNext;
    private @Nullable EventId left;
    private @Nullable Probe probe;
    private volatile CameraHealth.SelfTest state;
    private final Beat rounds;

    /// @param folder the node's own, where it keeps what a restart must not forget
    /// @param camera whose name decides the time of the day
    /// @param spool where the event goes
    /// @param announcer tells Pi #B that the event has begun
    /// @param moments when things happen
    /// @param clock for the time of the day
    /// @param pace for everything that waits
    public SelfTest(
            Path folder,
            String camera,
            Spool spool,
            Consumer<Opening> announcer,
            Moments moments,
            Clock clock,
            Pace pace) {
        this.file = SelfTestRequest.result(folder);
        this.wish = SelfTestRequest.wish(folder);
        this.daily = DailyTime.of(camera, ZoneId.systemDefault());
        this.spool = spool;
        this.announcer = announcer;
        this.moments = moments;
        this.clock = clock;
        this.pace = pace;
        this.rounds = new Beat("self-test", BEAT, pace, this::beat);
        this.lookedNanos = pace.nanos();
        this.triedNanos = lookedNanos;
        this.untilNext = SETTLING;
        Optional<Kept> kept = Kept.read(file);
        this.left = kept.map(Kept::event).orElse(null);
        this.state = new CameraHealth.SelfTest(false, kept.map(Kept::outcome).orElse(null));
    }

    /// Begins to look at the time.
    ///
    /// @param lasting whether an incident lasts, in whose way nothing is put
    /// @param onChange is run when a test begins or ends; returns at once
    public synchronized void start(BooleanSupplier lasting, Runnable onChange) {
        with(lasting, onChange);
        rounds.start();
    }

    synchronized void with(BooleanSupplier lasting, Runnable onChange) {
        incident = lasting;
        observer = onChange;
    }

    /// Whether one runs, and what came of the last.
    public CameraHealth.SelfTest state() {
        return state;
    }

    /// A person wants one now.
    ///
    /// @return why not, in words; null when it has begun
    public synchronized @Nullable String ask() {
        if (probe != null) {
            return "a self-test is running already";
        }
        if (incident.getAsBoolean()) {
            return "not while an incident is being recorded";
        }
        begin(true);
        return null;
    }

    /// Pi #B has the last file of an event.
    public void sent(EventId event) {
        long now = pace.nanos();
        synchronized (this) {
            Probe running = probe;
            if (running != null && running.event().equals(event)) {
                running.sent(now);
            }
        }
    }

    /// Pi #B has signed for an event; the signature has been checked.
    public void signed(EventId event) {
        long now = pace.nanos();
        synchronized (this) {
            Probe running = probe;
            if (running != null && running.event().equals(event)) {
                running.signed(now);
                end(running, null);
            } else if (event.equals(left)) {
                // The way is free again: what it takes now is worth more than that it was closed.
                left = null;
                SelfTestResult last = state.last();
                untilNext = last != null && last.failure() != null ? Duration.ZERO : untilNext;
            }
        }
    }

    /// Tells Pi #B once more of an event that it may not have heard of; the link stands anew.
    public synchronized void linked() {
        Probe running = probe;
        EventId waiting = running == null ? left : running.event();
        if (waiting != null && waits(waiting)) {
            announce(waiting);
        }
    }

    @Override
    public void close() {
        rounds.close();
    }

    /// What is done once a second.
    synchronized void beat() {
        long now = pace.nanos();
        Duration passed = Duration.ofNanos(now - lookedNanos);
        lookedNanos = now;
        Probe running = probe;
        boolean busy = incident.getAsBoolean();
        if (running != null) {
            follow(running, busy ? Duration.ZERO : passed);
        } else if (!busy && isWished()) {
            begin(true);
        } else if (!busy && isDue(now)) {
            begin(false);
        }
    }

    private void follow(Probe running, Duration passed) {
        if (!waits(running.event())) {
            // A receipt takes it out of the spool a moment before it is told of here.
            beatsGone++;
            if (beatsGone > GRACE) {
                end(running, SelfTestFailure.REFUSED);
            }
        } else if (running.isOver(passed)) {
            end(running, running.lateness());
        }
    }

    private boolean isWished() {
        try {
            return Files.deleteIfExists(wish);
        } catch (IOException e) {
            LOG.debug("{} cannot be looked at", wish, e);
            return false;
        }
    }

    private boolean isDue(long now) {
        if (now - triedNanos < untilNext.toNanos()) {
            return false;
        }
        EventId waiting = left;
        if (waiting != null && waits(waiting)) {
            // It is being tried already, each minute.
            return false;
        }
        SelfTestResult last = state.last();
        return last == null
                || last.failure() != null
                || daily.hasComeSince(last.startedMillis(), clock.millis())
                || (last.startedMillis() > clock.millis() && now - triedNanos >= DAY.toNanos());
    }

    private boolean waits(EventId event) {
        return spool.sealed().stream().anyMatch(sealed -> sealed.event().equals(event));
    }

    private void begin(boolean asked) {
        EventId event = EventId.create(clock, random);
        Probe begun = new Probe(event, wallMillis(), asked, pace.nanos(), PATIENCE);
        probe = begun;
        beatsGone = 0;
        left = event;
        triedNanos = pace.nanos();
        state = new CameraHealth.SelfTest(true, state.last());
        begun.kept(null).write(file);
        observer.run();
        try {
            spool(event);
            begun.spooled(pace.nanos());
        } catch (IOException e) {
            LOG.debug("the self-test's event {} was not taken by the disk", event, e);
            end(begun, SelfTestFailure.DISK);
        }
    }

    private void spool(EventId event) throws IOException {
        byte[] noise = new byte[TestCard.NOISE];
        random.nextBytes(noise);
        String digits =
                DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm")
                        .withZone(ZoneId.systemDefault())
                        .format(Instant.ofEpochMilli(wallMillis()));
        Opening opening = announce(event);
        OpenEvent open = spool.begin(opening);
        boolean sealed = false;
        try {
            open.snapshot(TestCard.jpeg(digits, noise));
            open.seal(moments.now(), 0);
            sealed = true;
        } finally {
            if (!sealed) {
                open.abandon();
            }
        }
    }

    private Opening announce(EventId event) {
        Opening opening = new Opening(event, event, EventKind.SELF_TEST, moments.now(), 0);
        announcer.accept(opening);
        return opening;
    }

    private void end(Probe over, @Nullable SelfTestFailure failure) {
        SelfTestResult result = over.result(failure);
        probe = null;
        left = failure == null ? null : over.event();
        triedNanos = pace.nanos();
        untilNext = failure == null ? Duration.ZERO : AGAIN;
        state = new CameraHealth.SelfTest(false, result);
        over.kept(result).write(file);
        if (failure == null) {
            LOG.info(
                    "self-test: event {} came through: {}",
                    over.event(),
                    SelfTestRequest.words(result));
        } else {
            LOG.warn("self-test: {}", SelfTestRequest.words(result));
        }
        observer.run();
    }

    private long wallMillis() {
        return moments.now().wallMillis();
    }
}
