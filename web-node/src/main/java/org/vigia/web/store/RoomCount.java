package org.vigia.web.store;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.vigia.shared.lifecycle.NamedThreads;

/// Counts once, behind the start, what the cameras have here: a prefix at a time under the store's
/// lock, so that nothing is counted twice or missed, and nobody waits for long.
final class RoomCount implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(RoomCount.class);
    private static final Duration CLOSE_PATIENCE = Duration.ofSeconds(5);

    private final Path cameras;
    private final Room room;
    private final ReentrantLock lock;
    private final Clock clock;
    private final List<Path> prefixes = new ArrayList<>();
    private @Nullable Thread thread;

    /// @param cameras the folder of all cameras' events
    /// @param lock held by whoever changes something
    RoomCount(Path cameras, Room room, ReentrantLock lock, Clock clock) {
        this.cameras = cameras;
        this.room = room;
        this.lock = lock;
        this.clock = clock;
    }

    /// Lists what is to be counted, before anything may change, and begins.
    void start() throws IOException {
        for (Path camera : EventFolder.entries(cameras)) {
            for (Path prefix : EventFolder.entries(camera)) {
                prefixes.add(prefix);
                room.toBeCounted(prefix);
            }
        }
        thread = NamedThreads.start("store-count", this::run);
    }

    /// Waits until all is counted.
    void await() throws InterruptedException {
        Thread running = thread;
        if (running != null) {
            running.join();
        }
    }

    @Override
    public void close() {
        Thread running = thread;
        if (running != null && !NamedThreads.stop(running, CLOSE_PATIENCE)) {
            LOG.warn("the count of what is stored did not end within {}", CLOSE_PATIENCE);
        }
    }

    private void run() {
        for (Path prefix : prefixes) {
            lock.lock();
            try {
                if (Thread.currentThread().isInterrupted()) {
                    return;
                }
                count(prefix);
            } catch (IOException e) {
                LOG.error("{}: cannot be counted", prefix, e);
            } finally {
                lock.unlock();
            }
        }
        warn();
    }

    private void warn() {
        try {
            for (String camera : room.withoutRoom()) {
                LOG.warn(
                        "{}: there is no room for its uploads, only for what it streams: the disk"
                                + " is too small for retention.free and a quota.stream-reserve a"
                                + " camera",
                        camera);
            }
        } catch (IOException e) {
            LOG.warn("what room there is cannot be told", e);
        }
    }

    private void count(Path prefix) throws IOException {
        String camera = String.valueOf(cameras.relativize(prefix).getName(0));
        long now = clock.millis();
        long bytes = 0;
        for (Path event : EventFolder.entries(prefix)) {
            bytes +=
                    FolderSize.of(
                            event,
                            file -> {
                                long age = now - file.lastModifiedTime().toMillis();
                                room.cameEarlier(camera, file.size(), Duration.ofMillis(age));
                            });
        }
        room.counted(prefix, camera, bytes);
    }
}
