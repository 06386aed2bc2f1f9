package org.vigia.web.retention;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.vigia.shared.event.EventKind;
import org.vigia.shared.event.EvidenceKind;
import org.vigia.web.event.Custody;
import org.vigia.web.event.Standing;
import org.vigia.web.event.StoredEvent;
import org.vigia.web.store.EventStore;
import org.vigia.web.store.Room;

/// The event store's events, as far as they may go.
final class DeletableEvents implements Shelf {
    private static final String BY = "retention";

    // The journal's line, the tombstone and its signature: an event of a tiny picture makes no
    // room.
    private static final long DELETION = 3 * Room.counted(0);

    private final EventStore store;
    private final Oldest index;
    private final SelfTests selfTests;
    private final InBin bin;

    DeletableEvents(EventStore store, Oldest index, SelfTests selfTests, InBin bin) {
        this.store = store;
        this.index = index;
        this.selfTests = selfTests;
        this.bin = bin;
    }

    @Override
    public Collection<String> cameras() {
        return store.room().cameras();
    }

    @Override
    public long excess(String camera) throws IOException {
        return store.room().use(camera).excess();
    }

    @Override
    public List<Candidate> oldest(String camera, long after, int most) throws IOException {
        return candidates(camera, index.oldest(camera, after, most));
    }

    @Override
    public List<Candidate> selfTests(String camera, long beforeMillis, int most)
            throws IOException {
        return candidates(camera, selfTests.selfTests(camera, beforeMillis, most));
    }

    private List<Candidate> candidates(String camera, List<StoredEvent> events) throws IOException {
        List<Candidate> candidates = new ArrayList<>();
        // Whoever holds a lost camera's key could fill its room to make its older events go.
        boolean doubted = store.isDoubted(camera);
        for (StoredEvent event : events) {
            candidates.add(
                    new Candidate(
                            event.id(),
                            event.arrival(),
                            event.arrivedMillis(),
                            bytes(event),
                            !doubted || event.marks().contains(Standing.UNCONFIRMED)));
        }
        return candidates;
    }

    @Override
    public List<Binned> binned(String camera, int most) throws IOException {
        List<Binned> binned = new ArrayList<>();
        for (StoredEvent event : bin.binned(camera, most)) {
            OptionalLong since = store.binnedMillis(camera, event.id());
            if (since.isPresent()) {
                binned.add(new Binned(event.id(), since.getAsLong(), bytes(event)));
            }
        }
        return binned;
    }

    @Override
    public boolean empty(String camera, Binned binned, String why) throws IOException {
        return store.deleteBinned(camera, binned.event(), why, binned.binnedMillis())
                == Custody.Outcome.DONE;
    }

    private long bytes(StoredEvent event) throws IOException {
        long bytes = 0;
        for (EvidenceKind kind :
                List.of(EvidenceKind.SNAPSHOT, EvidenceKind.CLIP, EvidenceKind.STREAMED)) {
            Optional<Path> file = store.file(event.camera(), event.id(), kind);
            if (file.isPresent()) {
                bytes += size(file.get());
            }
        }
        return Math.max(0, bytes - DELETION);
    }

    private static long size(Path file) throws IOException {
        try {
            return Room.counted(Files.size(file));
        } catch (NoSuchFileException e) {
            return 0;
        }
    }

    @Override
    public boolean delete(String camera, Candidate candidate, String why) throws IOException {
        return store.delete(camera, candidate.event(), BY, why) == Custody.Outcome.DONE;
    }

    @Override
    public void ranOut(String camera, String why) throws IOException {
        store.openOwn(camera, null, EventKind.ROOM_RAN_OUT, why);
    }
}
