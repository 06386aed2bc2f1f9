package org.vigia.camera.gpio;

import java.io.IOException;
import org.vigia.camera.board.Receiver;

/// A receiver on a header that was opened for it alone.
record LoneReceiver(Header header, Receiver receiver) implements Receiver {
    @Override
    public void listen(Listener listener) throws IOException {
        receiver.listen(listener);
    }

    @Override
    public void close() {
        receiver.close();
        header.close();
    }
}
