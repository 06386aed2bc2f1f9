package org.vigia.camera.health;

import java.time.Duration;
import org.vigia.shared.link.CameraHealth;
import org.vigia.shared.time.Pace;
import org.vigia.shared.video.Fragment;
import org.vigia.shared.video.VideoConfig;
import org.vigia.shared.video.VideoSink;

/// Counts the frames that really come, on their way.
public final class FrameMeter implements VideoSink {
    private static final long WINDOW_NANOS = Duration.ofSeconds(10).toNanos();
    private static final int KEPT = 1024;

    private final VideoSink next;
    private final Pace pace;
    private final long[] came = new long[KEPT];
    private long count;
    private long firstNanos;

    /// @param next where they go
    /// @param pace monotonic time
    public FrameMeter(VideoSink next, Pace pace) {
        this.next = next;
        this.pace = pace;
    }

    @Override
    public void onConfig(VideoConfig config) {
        next.onConfig(config);
    }

    @Override
    public void onFragment(Fragment fragment) {
        if (!fragment.replacesPrevious()) {
            count(pace.nanos());
        }
        next.onFragment(fragment);
    }

    @Override
    public void onGap(String reason) {
        next.onGap(reason);
    }

    private synchronized void count(long now) {
        firstNanos = count == 0 ? now : firstNanos;
        came[(int) (count % KEPT)] = now;
        count++;
    }

    /// Over the last ten seconds, or as long as there have been frames.
    public synchronized CameraHealth.Film film() {
        if (count == 0) {
            return new CameraHealth.Film(0, null);
        }
        long now = pace.nanos();
        long newest = came[(int) ((count - 1) % KEPT)];
        long oldest = now;
        int frames = 0;
        for (long i = count - 1; i >= Math.max(0, count - KEPT); i--) {
            long at = came[(int) (i % KEPT)];
            if (now - at > WINDOW_NANOS) {
                break;
            }
            oldest = at;
            frames++;
        }
        long span = frames == KEPT ? now - oldest : Math.min(WINDOW_NANOS, now - firstNanos);
        double rate = span <= 0 ? 0 : frames * 1e9 / span;
        return new CameraHealth.Film(
                Math.min(1000, Math.round(rate * 10) / 10.0),
                Math.max(0, (now - newest) / 1_000_000));
    }
}
