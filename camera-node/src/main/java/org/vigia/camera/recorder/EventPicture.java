package org.vigia.camera.recorder;

import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.vigia.camera.ring.KeyFrame;
import org.vigia.camera.spool.OpenEvent;
import org.vigia.shared.lifecycle.NamedThreads;

/// An event's picture, which is decoded on a thread of its own beside the film: a decoder may take
/// seconds, and what happens in them must be on the disk. The disk itself is left to the one thread
/// that films, which calls the methods here (step 2 of docs/design/spool.md).
final class EventPicture implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(EventPicture.class);
    private static final int TRIES = 3;
    private static final Duration BETWEEN = Duration.ofSeconds(1);

    /// How long a film that is finished is held back; shorter than the recorder's own closing.
    private static final Duration HELD_BACK = Duration.ofSeconds(8);

    private final Recorder recorder;
    private final OpenEvent event;
    private final BlockingQueue<Optional<byte[]>> decoded = new ArrayBlockingQueue<>(1);
    private final CountDownLatch filmed = new CountDownLatch(1);
    private boolean settled;
    private @Nullable Thread thread;

    EventPicture(Recorder recorder, OpenEvent event) {
        this.recorder = recorder;
        this.event = event;
    }

    /// Begins to decode the newest key frame there is now, or the first that comes. A decoder that
    /// is still starting is asked again while the film lasts.
    void start() {
        thread = NamedThreads.start("recorder-picture", this::decode);
    }

    private void decode() {
        Optional<byte[]> picture = Optional.empty();
        try {
            Optional<KeyFrame> key = Optional.empty();
            for (int tries = 0; picture.isEmpty() && tries < TRIES; tries++) {
                if (tries > 0 && filmed.await(BETWEEN.toMillis(), TimeUnit.MILLISECONDS)) {
                    break;
                }
                key = key.isPresent() ? key : recorder.keyFrame();
                picture = key.isPresent() ? recorder.decoded(key.get()) : Optional.empty();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            // Whatever happened: nobody may wait for a picture that will not come.
            boolean _ = decoded.offer(picture);
        }
        if (picture.isPresent()) {
            recorder.observer().onPicture(event.opening(), picture.get());
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

    /// The film is finished: waits for a picture that is being decoded, and keeps it.
    ///
    /// @throws IOException when the disk refuses
    void await() throws IOException, InterruptedException {
        if (!settled) {
            filmed.countDown();
            Optional<byte[]> picture = decoded.poll(HELD_BACK.toMillis(), TimeUnit.MILLISECONDS);
            keep(picture == null ? Optional.empty() : picture);
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
