package org.vigia.web.http;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.vigia.shared.lifecycle.NamedThreads;
import org.vigia.shared.time.Pace;
import org.vigia.shared.video.Fragment;
import org.vigia.web.live.LiveChannel;
import org.vigia.web.live.LiveHub;
import org.vigia.web.reel.TestVideo;

/// A camera whose link stands and that films at its true pace, until it is closed.
final class Filming implements AutoCloseable {
    private final AtomicInteger watched = new AtomicInteger();
    private final LiveChannel channel;
    private final Thread thread;

    Filming(LiveHub hub, String camera, TestVideo video) {
        channel = hub.open(camera, on -> watched.set(on ? 1 : 0));
        thread = NamedThreads.start("camera-" + camera, () -> play(video));
    }

    /// Whether anybody watches it.
    boolean isWatched() {
        return watched.get() > 0;
    }

    LiveChannel channel() {
        return channel;
    }

    private void play(TestVideo video) {
        Pace pace = Pace.system();
        long start = pace.nanos();
        long frameNanos = 1_000_000_000L / TestVideo.FRAMES_PER_SECOND;
        channel.onConfig(video.config());
        try {
            for (Fragment f : video.fragments()) {
                long due = start + f.sequence() * frameNanos;
                pace.sleep(Duration.ofNanos(due - pace.nanos()));
                channel.onFragment(
                        new Fragment(
                                f.epoch(),
                                f.sequence(),
                                f.time(),
                                f.duration(),
                                f.key(),
                                false,
                                pace.nanos(),
                                f.bytes()));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /// Frames cease; the link stands.
    void freeze() {
        boolean ignored = NamedThreads.stop(thread, Duration.ofSeconds(2));
    }

    @Override
    public void close() {
        freeze();
        channel.close();
    }
}
