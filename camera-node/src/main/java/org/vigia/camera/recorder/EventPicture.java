package org.vigia.camera.recorder;

import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.vigia.camera.spool.OpenEvent;
import org.vigia.shared.lifecycle.NamedThreads;

/// An event's picture, which is decoded on a thread of its own beside the film: a decoder may take
/// seconds, and what happens in them must be on the disk. The disk itself is left to the one thread
/// that films, which calls the methods here (step 2 of docs/design/spool.md).
final class EventPicture implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(EventPicture.class);

    private final Recorder recorder;
    private final OpenEvent event;
    private final BlockingQueue<Optional<byte[]>> decoded = new ArrayBlockingQueue<>(1);
    private boolean settled;
    private @Nullable Thread thread;

    EventPicture(Recorder recorder, OpenEvent event) {
        this.recorder = recorder;
        this.event = event;
    }

    /// Begins to decode the newest key frame there is now.
    void start() {
        thread = NamedThreads.start("recorder-picture", this::decode);
    }

    private void decode() {
        Optional<byte[]> picture = Optional.empty();
        try {
            picture = recorder.picture();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            // Whatever happened: nobody may wait for a picture that will not come.
            boolean _ = decoded.offer(picture);
        }
    }

    /// Keeps the picture, if it has come since the last time.
    ///
    /// @throws IOException when the disk refuses
    void keepWhenDone() throws IOException {
        Optional<byte[]> picture = settled ? null : decoded.poll();
        if (picture != null) {
            keep(picture);
        }
    }

    /// Waits for the picture, as long as its decoder has patience, and keeps it.
    ///
    /// @throws IOException when the disk refuses
    void await() throws IOException, InterruptedException {
        if (!settled) {
            keep(decoded.take());
        }
    }

    private void keep(Optional<byte[]> picture) throws IOException {
        settled = true;
        if (picture.isPresent()) {
            event.snapshot(picture.get());
        } else {
            LOG.warn("event {}: there is no picture", event.opening().event());
        }
    }

    /// Gives up a picture that has not come.
    @Override
    public void close() {
        Thread running = thread;
        if (running != null) {
            running.interrupt();
        }
    }
}
