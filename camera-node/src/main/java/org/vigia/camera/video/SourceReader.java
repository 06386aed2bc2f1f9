package org.vigia.camera.video;

import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import org.vigia.camera.h264.AccessUnitSplitter;
import org.vigia.shared.time.Pace;

/// Reads a source's output to its end and tells the splitter where a frame ends before the next one
/// shows it: at the frame's line among the times, or in silence.
final class SourceReader {
    private static final Duration LOOK_AGAIN = Duration.ofMillis(1);
    private static final int CHUNK = 1 << 16;

    /// Where lines tell the end of frames, silence is that much more patient.
    private static final int PATIENCE = 5;

    private final Pace pace;
    private final long silenceNanos;
    private final FrameTimes times;

    SourceReader(Pace pace, Duration silence, FrameTimes times) {
        this.pace = pace;
        this.silenceNanos = silence.toNanos();
        this.times = times;
    }

    /// Returns at the end of the stream.
    ///
    /// @throws IOException when it cannot be read
    /// @throws InterruptedException when the thread is interrupted while it waits for silence
    void read(InputStream in, AccessUnitSplitter splitter)
            throws IOException, InterruptedException {
        byte[] chunk = new byte[CHUNK];
        for (int n = in.read(chunk); n >= 0; n = in.read(chunk)) {
            splitter.feed(chunk, 0, n, pace.nanos());
            if (splitter.open() && ended(in, splitter.units() - 1)) {
                splitter.idle();
            }
        }
        splitter.idle();
    }

    // A blocking read cannot be given a time limit, so the pipe is asked whether it holds
    // something.
    private boolean ended(InputStream in, long frame) throws IOException, InterruptedException {
        long since = pace.nanos();
        long patience = times.expected() ? PATIENCE * silenceNanos : silenceNanos;
        while (true) {
            // Asked before the pipe: the line comes after the frame's last byte.
            boolean told = times.ended(frame);
            if (in.available() > 0) {
                return false;
            }
            if (told) {
                return true;
            }
            if (pace.nanos() - since >= patience) {
                times.missedOne();
                return true;
            }
            pace.sleep(LOOK_AGAIN);
        }
    }
}
