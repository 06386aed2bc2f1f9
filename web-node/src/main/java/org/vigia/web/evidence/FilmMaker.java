package org.vigia.web.evidence;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.vigia.shared.clip.Clip;
import org.vigia.shared.event.EventId;
import org.vigia.shared.event.Manifest;
import org.vigia.shared.lifecycle.NamedThreads;

/// Brings films as far as they can be brought, one at a time on a thread of its own: steps F4, F5
/// and F7. Each step may be repeated, so that whatever a crash leaves, doing it all again is right;
/// what fails is tried again after a minute.
final class FilmMaker implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(FilmMaker.class);
    private static final Duration AGAIN = Duration.ofMinutes(1);
    private static final Duration CLOSE_PATIENCE = Duration.ofSeconds(10);

    private final StreamFolder folder;
    private final EvidenceShelf shelf;
    private final Function<String, CameraEvidence> cameras;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final Map<StreamFolder.Film, Boolean> waiting = new LinkedHashMap<>();
    private final Map<StreamFolder.Film, Boolean> failed = new LinkedHashMap<>();

    /// The streams of which films have been made since the start; of the thread.
    private final Map<StreamFolder.Film, Made> made = new HashMap<>();

    private boolean busy;
    private boolean closing;
    private @Nullable Thread thread;

    private record Job(StreamFolder.Film film, boolean lost) {}

    /// @param bytes how long the stream was
    /// @param alone whether what was made of it is the event's one streamed film
    private record Made(long bytes, boolean alone) {}

    FilmMaker(StreamFolder folder, EvidenceShelf shelf, Function<String, CameraEvidence> cameras) {
        this.folder = folder;
        this.shelf = shelf;
        this.cameras = cameras;
    }

    void start() throws IOException {
        Set<StreamFolder.Film> left = new LinkedHashSet<>(folder.unsettled());
        left.forEach(film -> wake(film, false));
        thread = NamedThreads.start("evidence-films", this::run);
    }

    /// Something has happened to a film, or to an event that may have none. Returns at once.
    ///
    /// @param lost whether its camera has disappeared
    void wake(StreamFolder.Film film, boolean lost) {
        lock.lock();
        try {
            waiting.merge(film, lost, Boolean::logicalOr);
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /// Waits until there is nothing more to do.
    void awaitIdle() throws InterruptedException {
        lock.lock();
        try {
            while (busy || !waiting.isEmpty()) {
                changed.await();
            }
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void close() {
        Thread working = thread;
        lock.lock();
        try {
            closing = true;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
        try {
            if (working != null && !working.join(CLOSE_PATIENCE)) {
                NamedThreads.stop(working, CLOSE_PATIENCE);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        try {
            for (Job job = next(); job != null; job = next()) {
                try {
                    settle(job.film(), job.lost());
                } catch (IOException | RuntimeException e) {
                    LOG.error(
                            "{}: the film of event {}", job.film().camera(), job.film().event(), e);
                    failed(job);
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private @Nullable Job next() throws InterruptedException {
        lock.lock();
        try {
            busy = false;
            changed.signalAll();
            while (waiting.isEmpty() && !closing) {
                if (!changed.await(AGAIN.toMillis(), TimeUnit.MILLISECONDS)) {
                    failed.forEach((film, lost) -> waiting.merge(film, lost, Boolean::logicalOr));
                    failed.clear();
                }
            }
            if (closing) {
                return null;
            }
            busy = true;
            var entry = waiting.entrySet().iterator().next();
            Job job = new Job(entry.getKey(), entry.getValue());
            waiting.remove(job.film());
            return job;
        } finally {
            lock.unlock();
        }
    }

    private void failed(Job job) {
        lock.lock();
        try {
            failed.merge(job.film(), job.lost(), Boolean::logicalOr);
        } finally {
            lock.unlock();
        }
    }

    private void settle(StreamFolder.Film film, boolean lost) throws IOException {
        Path stream = folder.stream(film);
        if (!lost && !Files.exists(stream) && !folder.awaitsClip(film)) {
            return;
        }
        CameraEvidence camera = cameras.apply(film.camera());
        EvidenceShelf.State state = shelf.state(film.camera(), film.event());
        try {
            settle(film, camera, state);
        } finally {
            // Also where there is no room for its film yet.
            if (lost && state == EvidenceShelf.State.OPEN) {
                shelf.lost(film.camera(), film.event());
            }
        }
        if (state != EvidenceShelf.State.OPEN && !Files.exists(stream) && folder.awaitsClip(film)) {
            compare(film);
        }
    }

    private void settle(StreamFolder.Film film, CameraEvidence camera, EvidenceShelf.State state)
            throws IOException {
        Path stream = folder.stream(film);
        if (Files.exists(stream) && !camera.isStreaming(film.event())) {
            long bytes = Files.size(stream);
            boolean goesOn = state == EvidenceShelf.State.OPEN && !camera.hasMovedOn(film.event());
            Made before = made.get(film);
            if (goesOn && before != null && before.bytes() == bytes) {
                // Nothing has come since.
                return;
            }
            Optional<StreamScan> scan = StreamScan.of(stream);
            boolean over = scan.isEmpty() || scan.get().closed() || !goesOn;
            boolean alone = make(film, scan, state, over);
            made.put(film, new Made(bytes, alone));
            if (scan.isPresent() && (over || scan.get().index().size() == 0)) {
                camera.forget(film.event(), bytes);
            }
            if (!Files.exists(stream)) {
                made.remove(film);
            }
        }
    }

    private boolean make(
            StreamFolder.Film film,
            Optional<StreamScan> scan,
            EvidenceShelf.State state,
            boolean over)
            throws IOException {
        if (scan.isEmpty()) {
            LOG.error("{}: is no stream of evidence; put aside", folder.stream(film));
            folder.putAside(film);
            return false;
        }
        boolean wanted = state == EvidenceShelf.State.OPEN || state == EvidenceShelf.State.WHOLE;
        if (!wanted || scan.get().index().film().isEmpty()) {
            return false;
        }
        long bytes = scan.get().bytes();
        if (!shelf.hasRoomForFilm(bytes)) {
            throw new IOException("the disk has no room for %d MiB of film".formatted(bytes >> 20));
        }
        Path part = folder.part(film);
        boolean alone;
        try {
            Clip clip = StreamedFilm.write(folder.stream(film), scan.get(), part);
            alone = publish(film, part, clip);
        } finally {
            Files.deleteIfExists(part);
        }
        if (over) {
            folder.awaitClip(film, !scan.get().closed() || scan.get().index().links() > 1);
        }
        return alone;
    }

    /// @return whether it is the event's one streamed film now
    private boolean publish(StreamFolder.Film film, Path part, Clip clip) throws IOException {
        String camera = film.camera();
        EventId event = film.event();
        long millis = clip.duration().toMillis();
        Made before = made.get(film);
        if (before != null && before.alone()) {
            // A stream only grows.
            shelf.publish(camera, event, part, millis, true);
            return true;
        }
        // But a crash may have taken the end of what a film was made of, or have left two films.
        Optional<Path> former = shelf.film(camera, event);
        FilmComparison.Finding found =
                former.isPresent()
                        ? FilmComparison.compare(part, former.get())
                        : new FilmComparison.Finding(FilmComparison.Outcome.DIFFERS, 0);
        boolean isOurs = true;
        if (former.isPresent() && found.outcome() == FilmComparison.Outcome.CONTAINED) {
            // What there is to say of it may not have been said.
            shelf.publish(camera, event, former.get(), found.clipMillis(), false);
            isOurs = Files.mismatch(part, former.get()) < 0;
        } else {
            shelf.publish(camera, event, part, millis, false);
        }
        tidy(film);
        return isOurs && shelf.films(camera, event).size() == 1;
    }

    private void tidy(StreamFolder.Film film) throws IOException {
        Optional<Path> longest = shelf.film(film.camera(), film.event());
        for (Path other : shelf.films(film.camera(), film.event())) {
            if (longest.isPresent()
                    && !other.equals(longest.get())
                    && isContained(other, longest.get())) {
                shelf.repeated(film.camera(), film.event(), other);
            }
        }
    }

    private static boolean isContained(Path film, Path other) throws IOException {
        return FilmComparison.compare(film, other).outcome() == FilmComparison.Outcome.CONTAINED;
    }

    private void compare(StreamFolder.Film film) throws IOException {
        String camera = film.camera();
        Optional<Manifest> manifest = shelf.manifest(camera, film.event());
        Optional<Path> clip = shelf.clip(camera, film.event());
        if (manifest.isPresent()) {
            FilmVerdict worst = FilmVerdict.COVERED;
            for (Path streamed : shelf.films(camera, film.event())) {
                FilmVerdict verdict =
                        FilmVerdict.of(manifest.get(), streamed, clip, folder.wasCut(film));
                if (verdict == FilmVerdict.COVERED) {
                    shelf.covered(camera, film.event(), streamed);
                }
                worst = verdict.compareTo(worst) > 0 ? verdict : worst;
            }
            switch (worst) {
                case COVERED, EXCUSED -> {}
                case SHORTER -> shelf.shorter(camera, film.event());
                case DIFFERS -> shelf.differs(camera, film.event());
            }
        }
        folder.awaitNoMore(film);
    }
}
