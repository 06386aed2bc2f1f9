package org.vigia.camera.link;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/// Opens the frame socket.
public interface LinkDialer {
    /// A fresh connection to Pi #B, over which nothing has been said.
    ///
    /// @throws IOException when there is none to be had; the message is for the owner
    Connection dial() throws IOException;

    /// A two-way stream of bytes.
    interface Connection extends AutoCloseable {
        /// What Pi #B says; ends when the connection does.
        InputStream in();

        /// What Pi #B hears; blocks while it does not keep up.
        OutputStream out();

        /// Ends the connection; reads and writes under way end too.
        @Override
        void close();
    }
}
