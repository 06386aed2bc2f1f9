package org.vigia.camera.gpio;

import java.io.IOException;
import org.vigia.camera.board.OutputLine;

/// The buzzer's line over a header's.
final class PiBuzzer implements OutputLine {
    private final Header.Output output;
    private boolean high;
    private boolean closed;

    PiBuzzer(Header.Output output) {
        this.output = output;
    }

    @Override
    public synchronized void set(boolean level) throws IOException {
        if (closed) {
            throw new IOException("the board is closed");
        }
        output.drive(level);
        high = level;
    }

    @Override
    public synchronized boolean level() {
        return high;
    }

    /// Low, and deaf from now on.
    synchronized void close() throws IOException {
        if (!closed) {
            closed = true;
            high = false;
            output.drive(false);
        }
    }
}
