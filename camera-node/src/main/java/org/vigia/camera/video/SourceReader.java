package org.vigia.camera.video;

import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import org.vigia.camera.h264.AccessUnitSplitter;
import org.vigia.shared.time.Pace;

/// Reads a source's output to its end and tells the splitter of pauses.
final class SourceReader {
    private static final Duration LOOK_AGAIN = Duration.ofMillis(1);
    private static final int CHUNK = 1 << 16;

    private final Pace pace;
    private final long silenceNanos;

    SourceReader(Pace pace, Duration silence) {
        this.pace = pace;
        this.silenceNanos = silence.toNanos();
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
            if (splitter.open() && silent(in)) {
                splitter.idle();
            }
        }
        splitter.idle();
    }

    // A blocking read cannot be given a time limit, so the pipe is asked whether it holds
    // something.
    private boolean silent(InputStream in) throws IOException, InterruptedException {
        long since = pace.nanos();
        while (in.available() == 0) {
            if (pace.nanos() - since >= silenceNanos) {
                return true;
            }
            pace.sleep(LOOK_AGAIN);
        }
        return false;
    }
}
