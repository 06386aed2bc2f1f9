package org.vigia.camera.simulation;

import java.io.IOException;
import org.vigia.camera.board.OutputLine;

/// An output that remembers. Safe for several threads.
final class SimulatedLine implements OutputLine {
    private boolean high;
    private boolean released;
    private long rises;

    @Override
    public synchronized void set(boolean level) throws IOException {
        if (released) {
            throw new IOException("the board is closed");
        }
        if (level && !high) {
            rises++;
        }
        high = level;
    }

    @Override
    public synchronized boolean level() {
        return high;
    }

    synchronized long rises() {
        return rises;
    }

    synchronized void cut() {
        high = false;
        released = true;
    }
}
