package org.vigia.camera.gpio;

import java.io.IOException;
import org.vigia.camera.board.Receiver;

/// Stands in for an infrared receiver that cannot be had.
record NoReceiver(IOException reason) implements Receiver {
    @Override
    public void listen(Listener listener) throws IOException {
        throw new IOException(reason.getMessage(), reason);
    }

    @Override
    public void close() {}
}
