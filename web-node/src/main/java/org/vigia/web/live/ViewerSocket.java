package org.vigia.web.live;

import java.io.IOException;
import java.nio.ByteBuffer;

/// The way to one viewer. Called by one thread of the viewer's own, so it may block; how long is
/// what makes a viewer slow.
public interface ViewerSocket {
    /// Sends a message about the stream.
    ///
    /// @throws IOException when the viewer has gone
    void text(String json) throws IOException;

    /// Sends a message of the stream, whose bytes other viewers get as well: they are not written
    /// to.
    ///
    /// @throws IOException when the viewer has gone
    void binary(ByteBuffer message) throws IOException;

    /// Ends the connection at once, whatever is under way. Idempotent, from any thread.
    void close();
}
