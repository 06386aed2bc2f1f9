package org.vigia.camera.video;

import java.util.regex.Pattern;

/// What the lines of `rpicam-vid --save-pts` say about one life of the program: the first line is a
/// comment, and after each frame, once it is flushed, comes a line with its time in milliseconds
/// since the first frame, three digits behind the point. Line n belongs to access unit n. Safe for
/// several threads. The rules stand in `docs/design/video.md`.
final class FrameTimes {
    private static final Pattern LINE = Pattern.compile("\\d{1,12}\\.\\d{3}");
    private static final long UNKNOWN = -1;
    private static final int KEPT = 256;
    private static final int PATIENT_FOR = 8;
    private static final int DRIFT = 256;
    private static final long JUMP_NANOS = 500_000_000L;

    private final long[] nanos = new long[KEPT];
    private long lines;
    private long lastTime = UNKNOWN;
    private long lastStamp = Long.MIN_VALUE;
    private int missed;
    private boolean distrusted;
    private boolean steady;
    private long offset;

    /// A line has come.
    synchronized void line(String text) {
        if (text.startsWith("#")) {
            return;
        }
        long time = UNKNOWN;
        if (LINE.matcher(text).matches()) {
            long micros = Long.parseLong(text.replace(".", ""));
            time = micros * 1000 > lastTime ? micros * 1000 : UNKNOWN;
        }
        lastTime = Math.max(lastTime, time);
        nanos[(int) (lines % KEPT)] = time;
        lines++;
    }

    /// Frames can no longer be counted: from now on arrival is all there is.
    synchronized void distrust() {
        distrusted = true;
    }

    /// Whether frame `index`, from 0, has been written to its end.
    synchronized boolean ended(long index) {
        return !distrusted && lines > index;
    }

    /// Whether it is worth waiting for a frame's line: some came, and not the last 8 waits were in
    /// vain.
    synchronized boolean expected() {
        return !distrusted && lines > 0 && missed < PATIENT_FOR;
    }

    /// A line was waited for in vain.
    synchronized void missedOne() {
        missed++;
    }

    /// When frame `index` was filmed, on the clock of `arrival`: never later than that, and never
    /// before the frame before it. The distance between the two clocks is that of the frame that
    /// came the fastest, drifting slowly; where it jumps, it is taken anew.
    synchronized long stamp(long index, long arrival) {
        long stamp = arrival;
        if (ended(index)) {
            missed = 0;
            long time = index < lines - KEPT ? UNKNOWN : nanos[(int) (index % KEPT)];
            if (time != UNKNOWN) {
                long distance = arrival - time;
                if (!steady || Math.abs(distance - offset) > JUMP_NANOS || distance < offset) {
                    offset = distance;
                    steady = true;
                } else {
                    offset += (distance - offset) / DRIFT;
                }
                stamp = time + offset;
            }
        }
        lastStamp = Math.max(lastStamp, Math.min(stamp, arrival));
        return lastStamp;
    }
}
