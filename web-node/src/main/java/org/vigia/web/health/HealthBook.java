package org.vigia.web.health;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.vigia.shared.durable.DurableFiles;
import org.vigia.shared.event.EventKind;
import org.vigia.shared.json.Json;
import org.vigia.shared.lifecycle.Beat;
import org.vigia.shared.link.CameraHealth;
import org.vigia.shared.link.SelfTestResult;
import org.vigia.shared.time.Pace;
import org.vigia.web.event.StoredEvent;
import org.vigia.web.link.HealthListener;
import org.vigia.web.link.LinkLine;

/// Keeps how each camera says it is, in memory, and what became of its self-tests, on the disk; and
/// notices when none comes whole any more. Safe for several threads.
public final class HealthBook implements VitalSigns, HealthListener, AutoCloseable {
    /// For how long a camera may be there without a self-test that comes whole: a day, and time for
    /// a second try.
    public static final Duration LIMIT = Duration.ofHours(26);

    private static final Logger LOG = LoggerFactory.getLogger(HealthBook.class);
    private static final Duration BEAT = Duration.ofSeconds(30);
    private static final long KEEP_SECONDS = Duration.ofMinutes(10).toSeconds();
    private static final long FRESH_MILLIS = 5_000;

    private final Path file;
    private final Supplier<List<String>> registered;
    private final Function<String, Optional<LinkLine>> lines;
    private final Consumer<String> ask;
    private final MissingReport report;
    private final Clock clock;
    private final Pace pace;
    private final Map<String, CameraVitals.Said> said = new HashMap<>();
    private final Map<String, Attested> attested = new TreeMap<>();
    private final List<Consumer<CameraVitals>> observers = new CopyOnWriteArrayList<>();
    private boolean changed;
    private long unkeptSeconds;
    private long lookedNanos;
    private final Beat rounds;

    /// @param directory where it keeps what it must not forget; made at start
    /// @param registered the names of the registered cameras, read each time
    /// @param lines a camera's link
    /// @param ask has a camera asked how it is
    /// @param report tells the owner of self-tests that do not come
    public HealthBook(
            Path directory,
            Supplier<List<String>> registered,
            Function<String, Optional<LinkLine>> lines,
            Consumer<String> ask,
            MissingReport report,
            Clock clock,
            Pace pace) {
        this.file = directory.resolve("self-tests.json");
        this.registered = registered;
        this.lines = lines;
        this.ask = ask;
        this.report = report;
        this.clock = clock;
        this.pace = pace;
        this.rounds = new Beat("health-book", BEAT, pace, this::beat);
    }

    /// Takes up what the process before has left. What cannot be read is begun anew: the next day's
    /// self-tests say the same.
    ///
    /// @throws IOException when the folder cannot be had
    public synchronized void load() throws IOException {
        Path directory = Objects.requireNonNull(file.toAbsolutePath().getParent());
        DurableFiles.createDirectories(directory);
        if (Files.exists(file)) {
            try {
                Json.read(Files.readAllBytes(file), Attested.All.class)
                        .cameras()
                        .forEach(kept -> attested.put(kept.camera(), kept));
            } catch (IOException e) {
                LOG.warn("{}: what is known of self-tests begins anew", file, e);
            }
        }
        lookedNanos = pace.nanos();
    }

    /// Begins to look whether any is missing.
    public void start() {
        rounds.startLater();
    }

    @Override
    public void close() {
        rounds.close();
        synchronized (this) {
            if (changed) {
                keep();
            }
        }
    }

    @Override
    public void healthSaid(String camera, CameraHealth health) {
        synchronized (this) {
            said.put(camera, new CameraVitals.Said(health, clock.millis()));
            SelfTestResult last = health.selfTest().last();
            if (last != null && !last.equals(of(camera).last())) {
                // Written with the next beat: a link waits for no disk.
                attested.put(camera, of(camera).said(last));
                changed = true;
            }
        }
        tell(camera);
    }

    /// The store has something new; returns at once.
    public void stored(StoredEvent event) {
        if (event.kind() != EventKind.SELF_TEST || event.stage() != StoredEvent.Stage.WHOLE) {
            return;
        }
        boolean was;
        synchronized (this) {
            Attested before = of(event.camera());
            // One is told of again when it is marked or deleted.
            if (event.arrival() <= before.arrival()) {
                return;
            }
            was = before.missing();
            attested.put(event.camera(), before.came(event.id(), event.arrival(), clock.millis()));
            changed = true;
        }
        if (was) {
            LOG.info("camera {}: its self-test has come through again", event.camera());
            report.back(event.camera());
        }
        tell(event.camera());
    }

    @Override
    public Optional<CameraVitals> find(String name) {
        return registered.get().contains(name) ? Optional.of(vitals(name)) : Optional.empty();
    }

    @Override
    public void look(String name) {
        boolean stale;
        synchronized (this) {
            CameraVitals.Said last = said.get(name);
            stale = last == null || clock.millis() - last.atMillis() > FRESH_MILLIS;
        }
        if (stale) {
            ask.accept(name);
        }
    }

    @Override
    public AutoCloseable subscribe(Consumer<CameraVitals> observer) {
        observers.add(observer);
        return () -> observers.remove(observer);
    }

    /// What is done each half minute.
    void beat() {
        List<String> names = registered.get();
        List<String> there =
                names.stream()
                        .filter(name -> lines.apply(name).filter(LinkLine::saysHealth).isPresent())
                        .toList();
        List<String> late;
        synchronized (this) {
            long now = pace.nanos();
            long seconds = Duration.ofNanos(now - lookedNanos).toSeconds();
            lookedNanos += Duration.ofSeconds(seconds).toNanos();
            attested.keySet().retainAll(names);
            said.keySet().retainAll(names);
            late = there.stream().filter(name -> isNowMissing(name, seconds)).toList();
            unkeptSeconds += seconds;
            if (changed || !late.isEmpty() || unkeptSeconds >= KEEP_SECONDS) {
                keep();
            }
        }
        for (String camera : late) {
            LOG.error(
                    "camera {}: no self-test has come through for {} hours in which it was there",
                    camera,
                    LIMIT.toHours());
            report.missing(camera);
        }
        // What is shown of links changes all the time.
        there.forEach(this::tell);
    }

    private boolean isNowMissing(String camera, long seconds) {
        Attested before = of(camera);
        boolean tooLong = before.waitedSeconds() + seconds >= LIMIT.toSeconds();
        attested.put(camera, before.waited(seconds, tooLong));
        return tooLong && !before.missing();
    }

    private Attested of(String camera) {
        Attested known = attested.get(camera);
        return known == null ? Attested.first(camera) : known;
    }

    private void keep() {
        changed = false;
        unkeptSeconds = 0;
        try {
            DurableFiles.replace(
                    file, Json.bytes(new Attested.All(List.copyOf(attested.values()))));
        } catch (IOException e) {
            LOG.warn("{}: what is known of self-tests is not kept: {}", file, e.getMessage());
        }
    }

    private CameraVitals vitals(String camera) {
        LinkLine line = lines.apply(camera).orElse(null);
        synchronized (this) {
            return new CameraVitals(camera, line, said.get(camera), of(camera).shown());
        }
    }

    private void tell(String camera) {
        CameraVitals now = vitals(camera);
        observers.forEach(observer -> observer.accept(now));
    }
}
