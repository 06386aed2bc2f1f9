package org.vigia.web.evidence;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.vigia.shared.durable.DurableFiles;
import org.vigia.shared.event.EventId;
import org.vigia.shared.time.Pace;
import org.vigia.web.event.Standing;
import org.vigia.web.event.StoredEvent;

/// Keeps what cameras stream while they film it. Safe for use by several threads.
public final class EvidenceRecorder implements AutoCloseable {
    private final StreamFolder folder;
    private final EvidenceShelf shelf;
    private final StreamLimits limits;
    private final Pace pace;
    private final FilmMaker films;
    private final Map<String, CameraEvidence> cameras = new ConcurrentHashMap<>();

    /// @param root the folder of streams, on the store's file system; made at start
    /// @param shelf where films are put
    /// @param limits what cameras may stream
    /// @param pace measures when frames must be on the disk
    public EvidenceRecorder(Path root, EvidenceShelf shelf, StreamLimits limits, Pace pace) {
        this.folder = new StreamFolder(root);
        this.shelf = shelf;
        this.limits = limits;
        this.pace = pace;
        this.films = new FilmMaker(folder, shelf, this::camera);
    }

    /// Takes up what a crash has left, while cameras may already stream.
    ///
    /// @throws IOException when the folder cannot be made or read
    public void start() throws IOException {
        DurableFiles.createDirectories(folder.root());
        films.start();
    }

    /// What a link of `camera` brings.
    public EvidenceSession session(String camera) {
        return new EvidenceSession(camera(camera));
    }

    /// An event is new or has come further. Returns at once.
    public void changed(StoredEvent event) {
        if (event.stage() == StoredEvent.Stage.WHOLE || event.marks().contains(Standing.DELETED)) {
            settled(event.camera(), event.id());
        }
    }

    /// Nothing more comes of an event. Returns at once.
    void settled(String camera, EventId event) {
        films.wake(new StreamFolder.Film(camera, event), false);
    }

    /// Waits until every film has been brought as far as it can be.
    public void awaitIdle() throws InterruptedException {
        films.awaitIdle();
    }

    /// Finishes the film that is being made and leaves the others for the next start.
    @Override
    public void close() {
        films.close();
        cameras.values().forEach(CameraEvidence::close);
    }

    private CameraEvidence camera(String camera) {
        return cameras.computeIfAbsent(
                camera, name -> new CameraEvidence(name, folder, shelf, films, limits, pace));
    }
}
