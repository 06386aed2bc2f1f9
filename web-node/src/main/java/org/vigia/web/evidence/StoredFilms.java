package org.vigia.web.evidence;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.vigia.shared.event.EventId;
import org.vigia.shared.event.EvidenceKind;
import org.vigia.shared.event.EvidenceName;
import org.vigia.shared.event.Manifest;
import org.vigia.web.event.Mark;
import org.vigia.web.event.Standing;
import org.vigia.web.event.StoredEvent;
import org.vigia.web.store.EventStore;

/// The films among the event store's events. Streams have a reserve that uploads cannot use.
public final class StoredFilms implements EvidenceShelf {
    private static final String STREAMED = "streamed by its camera while it was filmed";

    private final EventStore store;

    /// @param store where films are put
    public StoredFilms(EventStore store) {
        this.store = store;
    }

    @Override
    public State state(String camera, EventId event) throws IOException {
        Optional<StoredEvent> known = store.read(camera, event);
        if (known.isEmpty()) {
            return store.owner(event).isPresent() ? State.FOREIGN : State.OPEN;
        }
        if (known.get().marks().contains(Standing.DELETED)) {
            return State.DELETED;
        }
        return known.get().stage() == StoredEvent.Stage.WHOLE ? State.WHOLE : State.OPEN;
    }

    @Override
    public boolean hasRoom(String camera, long bytes) throws IOException {
        return store.room().hasRoomForStream(camera, bytes);
    }

    @Override
    public void refused(String camera, String why) {
        store.room().refused(camera, why);
    }

    @Override
    public boolean hasRoomForFilm(long bytes) throws IOException {
        return store.room().hasRoomForFilm(bytes);
    }

    @Override
    public void publish(String camera, EventId event, Path film, long millis, boolean instead)
            throws IOException {
        EvidenceName former = instead ? former(camera, event) : null;
        store.publishStreamed(camera, event, film, millis, STREAMED, former);
    }

    private @Nullable EvidenceName former(String camera, EventId event) throws IOException {
        return store.read(camera, event).map(StoredEvent::streamed).orElse(null);
    }

    @Override
    public Optional<Path> film(String camera, EventId event) throws IOException {
        return store.file(camera, event, EvidenceKind.STREAMED);
    }

    @Override
    public Optional<Path> clip(String camera, EventId event) throws IOException {
        return store.file(camera, event, EvidenceKind.CLIP);
    }

    @Override
    public List<Path> films(String camera, EventId event) throws IOException {
        return store.streamed(camera, event);
    }

    @Override
    public void repeated(String camera, EventId event, Path film) throws IOException {
        store.dropRepeated(camera, event, name(film));
    }

    @Override
    public Optional<Manifest> manifest(String camera, EventId event) throws IOException {
        Optional<Path> file = store.file(camera, event, EvidenceKind.MANIFEST);
        return file.isPresent()
                ? Optional.of(Manifest.parse(Files.readAllBytes(file.get())))
                : Optional.empty();
    }

    @Override
    public void covered(String camera, EventId event, Path film) throws IOException {
        store.dropStreamed(camera, event, name(film));
    }

    private static EvidenceName name(Path film) {
        return EvidenceName.parse(film.getFileName().toString()).orElseThrow();
    }

    @Override
    public void shorter(String camera, EventId event) throws IOException {
        store.mark(camera, event, Mark.SHORTER, "web-node", null);
    }

    @Override
    public void lost(String camera, EventId event) throws IOException {
        store.mark(camera, event, Mark.LOST, "web-node", null);
    }

    @Override
    public void differs(String camera, EventId event) throws IOException {
        store.mark(camera, event, Mark.DIFFERS, "web-node", null);
    }
}
