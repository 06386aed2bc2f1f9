package org.vigia.web.watch;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.vigia.shared.durable.DurableFiles;
import org.vigia.shared.json.Json;
import org.vigia.shared.lifecycle.Beat;
import org.vigia.shared.link.CameraCommand;
import org.vigia.shared.time.Backoff;
import org.vigia.shared.time.Pace;
import org.vigia.web.camera.CameraView;
import org.vigia.web.camera.Cameras;
import org.vigia.web.camera.CommandOutcome;
import org.vigia.web.camera.Loss;
import org.vigia.web.event.Custody;
import org.vigia.web.event.EventCatalogue;

/// The cameras, and whether those that guard are still there. Looks once a second; what a restart
/// must not forget is in `cameras.json` before anything follows from it. Safe for several threads.
public final class CameraWatch implements Cameras, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(CameraWatch.class);
    private static final Duration BEAT = Duration.ofSeconds(1);

    private final Path file;
    private final Duration limit;
    private final Cameras cameras;
    private final LossReport report;
    private final Believing believing;
    private final Clock clock;
    private final Pace pace;
    private final List<Consumer<CameraView>> observers = new CopyOnWriteArrayList<>();

    // Read without the lock, by those who hold the store's.
    private final Map<String, Vigil> vigils = new ConcurrentHashMap<>();
    private List<Saved> saved = List.of();
    private Backoff failures = Backoff.between(BEAT, BEAT);
    private long lookedNanos;
    private final Beat beat;

    /// @param directory where it keeps what it must not forget; made at start
    /// @param limit how long an armed camera may be silent
    /// @param cameras whom it watches
    /// @param report who is told of a loss
    /// @param events where a camera's events are found when it is confirmed
    /// @param custody marks them then
    public CameraWatch(
            Path directory,
            Duration limit,
            Cameras cameras,
            LossReport report,
            EventCatalogue events,
            Custody custody,
            Clock clock,
            Pace pace) {
        this.file = directory.resolve("cameras.json");
        this.limit = limit;
        this.cameras = cameras;
        this.report = report;
        this.believing = new Believing(events, custody);
        this.clock = clock;
        this.pace = pace;
        this.beat = new Beat("camera-watch", BEAT, pace, this::beat);
    }

    /// Takes up what the process before has left; [#doubts] is right from then on.
    ///
    /// @throws IOException when it cannot be read: a camera that was lost must not be forgotten
    public synchronized void load() throws IOException {
        Path directory = file.toAbsolutePath().getParent();
        DurableFiles.createDirectories(directory == null ? file : directory);
        if (Files.exists(file)) {
            try {
                saved = Json.read(Files.readAllBytes(file), Saved.All.class).cameras();
            } catch (IOException e) {
                throw new IOException(
                        "%s: is damaged; without it no camera is taken to have been armed or lost:"
                                        .formatted(file)
                                + " delete it if that is so",
                        e);
            }
            saved.forEach(kept -> vigils.put(kept.camera(), Vigil.begin(kept)));
        }
        lookedNanos = pace.nanos();
    }

    /// Begins to watch.
    public void start() {
        beat.start();
    }

    @Override
    public void close() {
        beat.close();
    }

    /// Whether what this camera sends is not believed: it was lost, and nobody has confirmed it.
    public boolean doubts(String camera) {
        Vigil vigil = vigils.get(camera);
        return vigil != null && vigil.doubted();
    }

    /// What is done once a second.
    synchronized void beat() {
        long now = pace.nanos();
        Duration elapsed = Duration.ofNanos(now - lookedNanos);
        lookedNanos = now;
        List<CameraView> views = cameras.all();
        vigils.keySet().retainAll(views.stream().map(CameraView::name).toList());
        for (CameraView view : views) {
            Vigil vigil = vigils.getOrDefault(view.name(), Vigil.begin(view.name()));
            vigils.put(view.name(), vigil.look(view, elapsed));
        }
        boolean well = done(this::save);
        for (CameraView view : views) {
            // One camera's trouble must not hide another's.
            well &= done(() -> follow(view));
        }
        failures = well ? failures.succeeded() : failures;
    }

    private interface Part {
        void run() throws IOException;
    }

    private boolean done(Part part) {
        try {
            part.run();
            return true;
        } catch (IOException | RuntimeException e) {
            failures = failures.failed();
            if (failures.worthALine()) {
                LOG.error("the watch over the cameras: {}", e.getMessage(), e);
            }
            return false;
        }
    }

    private void follow(CameraView view) throws IOException {
        Vigil vigil = vigils.getOrDefault(view.name(), Vigil.begin(view.name()));
        Saved.Lost lost = vigil.kept().lost();
        String confirmedBy = lost == null ? null : lost.confirmedBy();
        if (lost != null && confirmedBy != null) {
            believing.confirm(view.name(), lost.first(), confirmedBy);
            keep(vigil.with(null));
        } else if (vigil.isLost(limit)) {
            lose(view, vigil);
        }
    }

    private void lose(CameraView view, Vigil vigil) throws IOException {
        long since = clock.millis() - vigil.silence().toMillis();
        String text =
                "%s for %d s, since %s"
                        .formatted(
                                vigil.filming()
                                        ? "silent in the middle of an incident"
                                        : "silent though armed",
                                vigil.silence().toSeconds(),
                                Instant.ofEpochMilli(since));
        LOG.error("camera {} is lost: {}", view.name(), text);
        keep(vigil.reported(report.lost(view.name(), text), since));
        tell(view);
    }

    @Override
    public synchronized boolean confirm(String name, String by) throws IOException {
        Optional<CameraView> view = cameras.find(name);
        Vigil vigil = vigils.get(name);
        if (view.isPresent() && vigil != null && vigil.doubted()) {
            Saved.Lost lost = vigil.kept().lost();
            keep(vigil.with(lost == null ? null : lost.confirmed(by)));
            LOG.info("camera {} is confirmed by {}", name, by);
            tell(view.get());
        }
        return view.isPresent();
    }

    private void keep(Vigil vigil) throws IOException {
        Vigil former = vigils.put(vigil.kept().camera(), vigil);
        boolean kept = false;
        try {
            save();
            kept = true;
        } finally {
            // To lose a camera without being able to write that down is better than not to.
            if (!kept && former != null && !vigil.doubted()) {
                vigils.put(vigil.kept().camera(), former);
            }
        }
    }

    private void save() throws IOException {
        List<Saved> now =
                vigils.values().stream()
                        .map(Vigil::kept)
                        .sorted((a, b) -> a.camera().compareTo(b.camera()))
                        .toList();
        if (!now.equals(saved)) {
            DurableFiles.replace(file, Json.bytes(new Saved.All(now)));
            saved = now;
        }
    }

    @Override
    public List<CameraView> all() {
        return cameras.all().stream().map(this::watched).toList();
    }

    @Override
    public Optional<CameraView> find(String name) {
        return cameras.find(name).map(this::watched);
    }

    @Override
    public CommandOutcome command(String name, CameraCommand command, Duration patience)
            throws InterruptedException {
        return cameras.command(name, command, patience);
    }

    @Override
    public AutoCloseable subscribe(Consumer<CameraView> observer) {
        AutoCloseable links = cameras.subscribe(view -> observer.accept(watched(view)));
        observers.add(observer);
        return () -> {
            observers.remove(observer);
            links.close();
        };
    }

    private void tell(CameraView view) {
        CameraView now = watched(view);
        observers.forEach(observer -> observer.accept(now));
    }

    private CameraView watched(CameraView view) {
        Vigil vigil = vigils.get(view.name());
        Saved.Lost lost = vigil == null ? null : vigil.kept().lost();
        return lost == null || lost.confirmedBy() != null
                ? view
                : view.with(new Loss(lost.last(), lost.sinceMillis()));
    }
}
