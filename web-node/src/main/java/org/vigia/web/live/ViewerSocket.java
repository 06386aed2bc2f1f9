package org.vigia.web.live;

import java.nio.ByteBuffer;

/// The way to one viewer. It is given one message at a time, the next one when the last has been
/// [taken][Sent#taken]: how long that takes is what makes a viewer slow. Called by one thread at a
/// time, the one that sends to many viewers or the one that has said *taken*, so nothing here may
/// wait.
public interface ViewerSocket {
    /// Begins to send a message about the stream.
    void text(String json, Sent sent);

    /// Begins to send a message of the stream, whose bytes other viewers get as well: they are not
    /// written to.
    void binary(ByteBuffer message, Sent sent);

    /// Ends the connection at once, whatever is under way. Idempotent, from any thread.
    void close();
}
