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
import org.vigia.shared.event.EventId;

/// A shelf that is a plain folder, so that it can be copied as a power cut would leave it: what is
/// known of an event are the files that bear its name.
public final class ShelfFolder implements EvidenceShelf {
    final Path root;
    private final Crash crash;
    final List<String> refusals = new CopyOnWriteArrayList<>();
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

    /// The event's clip has come, and its manifest.
    void whole(EventId event, byte[] clip) throws IOException {
        Files.write(file(event, "clip"), clip);
        Files.createFile(file(event, "whole"));
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
    public void publish(String camera, EventId event, Path film, long millis) throws IOException {
        crash.after("film written");
        Path copy = file(event, "copy");
        Files.copy(film, copy, StandardCopyOption.REPLACE_EXISTING);
        Files.move(copy, file(event, "film"), StandardCopyOption.ATOMIC_MOVE);
        Files.writeString(file(event, "millis"), Long.toString(millis));
        crash.after("film published");
    }

    @Override
    public Optional<Path> film(String camera, EventId event) {
        return Optional.of(file(event, "film")).filter(Files::exists);
    }

    @Override
    public Optional<Path> clip(String camera, EventId event) {
        return Optional.of(file(event, "clip")).filter(Files::exists);
    }

    @Override
    public void covered(String camera, EventId event) throws IOException {
        crash.after("compared");
        Files.deleteIfExists(file(event, "film"));
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

    private void mark(EventId event, String mark) throws IOException {
        Files.writeString(
                file(event, "marks"),
                mark + "\n",
                StandardCharsets.UTF_8,
                StandardOpenOption.CREATE,
                StandardOpenOption.APPEND);
    }
}
