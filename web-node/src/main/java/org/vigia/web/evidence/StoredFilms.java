package org.vigia.web.evidence;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.vigia.shared.event.EventId;
import org.vigia.shared.event.EvidenceKind;
import org.vigia.shared.event.EvidenceName;
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
    public boolean hasRoomForFilm(long bytes) throws IOException {
        return store.room().hasRoomForFilm(bytes);
    }

    @Override
    public void publish(String camera, EventId event, Path film, long millis) throws IOException {
        store.publishStreamed(camera, event, film, millis, STREAMED, former(camera, event));
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
    public void covered(String camera, EventId event) throws IOException {
        EvidenceName film = former(camera, event);
        if (film != null) {
            store.dropStreamed(camera, event, film);
        }
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
