package org.vigia.camera.video;

import org.vigia.shared.video.VideoConfig;

/// Turns the arrival of frames into smooth times: each frame begins where the last one ended, and
/// the durations steer towards the arrival. One per epoch; not safe for several threads. The rules
/// stand in `docs/design/video.md`.
final class FrameClock {
    private static final long JUMP = VideoConfig.TIMESCALE / 2;
    private static final int SMOOTHING = 16;
    private static final double SHORTEST = VideoConfig.TIMESCALE / 240.0;
    private static final double LONGEST = VideoConfig.TIMESCALE;

    private double nominal;
    private boolean running;
    private long originNanos;
    private long lastArrival;
    private long time;
    private int duration;

    /// @param framesPerSecond what the source is expected to send, above zero
    FrameClock(int framesPerSecond) {
        nominal = (double) VideoConfig.TIMESCALE / framesPerSecond;
    }

    /// A frame has come.
    ///
    /// @param nanos when, monotonic; one that goes back counts as "at the same time"
    void frame(long nanos) {
        if (!running) {
            running = true;
            originNanos = nanos;
        }
        long arrival = Math.max(lastArrival, ticks(nanos - originNanos));
        long end = time + duration;
        long error = arrival - end;
        time = error > JUMP ? arrival : end;
        if (duration > 0 && arrival - lastArrival <= JUMP) {
            nominal += (arrival - lastArrival - nominal) / SMOOTHING;
            nominal = Math.clamp(nominal, SHORTEST, LONGEST);
        }
        lastArrival = arrival;
        double steered = nominal + (double) (arrival - time) / SMOOTHING;
        duration = (int) Math.max(1, Math.round(Math.clamp(steered, nominal / 4, nominal * 2)));
    }

    /// When the last frame begins, in ticks since the first.
    long time() {
        return time;
    }

    /// How long the last frame lasts, in ticks, above zero.
    int duration() {
        return duration;
    }

    private static long ticks(long nanos) {
        // Seconds apart, so that years do not overflow.
        long seconds = nanos / 1_000_000_000L;
        long rest = nanos % 1_000_000_000L;
        return seconds * VideoConfig.TIMESCALE + rest * VideoConfig.TIMESCALE / 1_000_000_000L;
    }
}
