package org.vigia.web.evidence;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.vigia.shared.crypto.Sha256;
import org.vigia.shared.event.EventId;
import org.vigia.shared.event.EventKind;
import org.vigia.shared.event.EvidenceKind;
import org.vigia.shared.event.EvidenceName;
import org.vigia.shared.event.Manifest;
import org.vigia.shared.event.Moment;

/// A shelf that is a plain folder, so that it can be copied as a power cut would leave it: what is
/// known of an event are the files that bear its name.
public final class ShelfFolder implements EvidenceShelf {
    final Path root;
    private final Crash crash;
    final List<String> refusals = new CopyOnWriteArrayList<>();
    final AtomicInteger published = new AtomicInteger();
    volatile boolean full;
    volatile boolean crowded;

    /// Told behind each change, with what would have been the next.
    interface Crash {
        void after(String step) throws IOException;
    }

    /// @param root made where it is missing
    public ShelfFolder(Path root) throws IOException {
        this(root, step -> {});
    }

    ShelfFolder(Path root, Crash crash) throws IOException {
        this.root = Files.createDirectories(root);
        this.crash = crash;
    }

    Path file(EventId event, String what) {
        return root.resolve(event + "." + what);
    }

    /// The event's clip has come, and its manifest, which promises no length.
    void whole(EventId event, byte[] clip) throws IOException {
        whole(event, clip, 0);
    }

    void whole(EventId event, byte[] clip, long clipMillis) throws IOException {
        Files.write(file(event, "clip"), clip);
        wholeWithout(event, true, clipMillis);
    }

    /// The event's manifest has come, but no clip.
    ///
    /// @param named whether it names one
    void wholeWithout(EventId event, boolean named, long clipMillis) throws IOException {
        EvidenceName clip = new EvidenceName(event, EvidenceKind.CLIP, "0".repeat(64));
        Moment moment = new Moment(1_772_000_000_000L, true, "boot", 1000);
        Manifest manifest =
                new Manifest(
                        Manifest.FORMAT,
                        event,
                        event,
                        "door",
                        EventKind.MOTION,
                        "SHA256:none",
                        1,
                        null,
                        moment,
                        moment,
                        0,
                        clipMillis,
                        named ? List.of(new Manifest.Entry(clip.text(), 1)) : List.of());
        Files.write(file(event, "whole"), manifest.bytes());
    }

    /// What has been said of the event, in order.
    public List<String> marks(EventId event) throws IOException {
        Path marks = file(event, "marks");
        return Files.exists(marks) ? Files.readAllLines(marks) : List.of();
    }

    @Override
    public State state(String camera, EventId event) {
        if (Files.exists(file(event, "foreign"))) {
            return State.FOREIGN;
        }
        if (Files.exists(file(event, "deleted"))) {
            return State.DELETED;
        }
        return Files.exists(file(event, "whole")) ? State.WHOLE : State.OPEN;
    }

    @Override
    public boolean hasRoom(String camera, long bytes) {
        return !full;
    }

    @Override
    public void refused(String camera, String why) {
        refusals.add(camera + ": " + why);
    }

    @Override
    public boolean hasRoomForFilm(long bytes) {
        return !crowded;
    }

    @Override
    public void publish(String camera, EventId event, Path film, long millis, boolean instead)
            throws IOException {
        crash.after("film written");
        published.incrementAndGet();
        Path copy = file(event, "copy");
        Files.copy(film, copy, StandardCopyOption.REPLACE_EXISTING);
        Path name = file(event, "film-" + Sha256.of(film));
        Optional<Path> former = film(camera, event).filter(f -> instead && !f.equals(name));
        Files.move(copy, name, StandardCopyOption.ATOMIC_MOVE);
        crash.after("film linked");
        if (former.isPresent()) {
            Files.delete(former.get());
        }
        Files.writeString(file(event, "millis"), Long.toString(millis));
        crash.after("film published");
    }

    @Override
    public List<Path> films(String camera, EventId event) throws IOException {
        try (var files = Files.list(root)) {
            return files.filter(f -> f.getFileName().toString().startsWith(event + ".film-"))
                    .sorted()
                    .toList();
        }
    }

    @Override
    public Optional<Path> film(String camera, EventId event) throws IOException {
        Optional<Path> longest = Optional.empty();
        for (Path film : films(camera, event)) {
            if (longest.isEmpty() || Files.size(longest.get()) < Files.size(film)) {
                longest = Optional.of(film);
            }
        }
        return longest;
    }

    @Override
    public void repeated(String camera, EventId event, Path film) throws IOException {
        if (film.equals(film(camera, event).orElseThrow())) {
            throw new IllegalStateException(film + ": there is no longer one");
        }
        Files.delete(film);
    }

    @Override
    public Optional<Manifest> manifest(String camera, EventId event) throws IOException {
        Path whole = file(event, "whole");
        return Files.exists(whole)
                ? Optional.of(Manifest.parse(Files.readAllBytes(whole)))
                : Optional.empty();
    }

    @Override
    public Optional<Path> clip(String camera, EventId event) {
        return Optional.of(file(event, "clip")).filter(Files::exists);
    }

    @Override
    public void covered(String camera, EventId event, Path film) throws IOException {
        crash.after("compared");
        Files.delete(film);
        crash.after("film gone");
    }

    @Override
    public void lost(String camera, EventId event) throws IOException {
        mark(event, "lost");
    }

    @Override
    public void differs(String camera, EventId event) throws IOException {
        mark(event, "differs");
        crash.after("marked");
    }

    @Override
    public void shorter(String camera, EventId event) throws IOException {
        mark(event, "shorter");
    }

    private void mark(EventId event, String mark) throws IOException {
        Files.writeString(
                file(event, "marks"),
                mark + "\n",
                StandardCharsets.UTF_8,
                StandardOpenOption.CREATE,
                StandardOpenOption.APPEND);
    }
}
