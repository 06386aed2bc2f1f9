package org.vigia.camera.delivery;

import java.io.IOException;
import java.nio.file.Path;
import org.vigia.shared.event.EvidenceName;

/// Brings files to Pi #B. [#upload] is called by one thread; [#close] by any, and ends an upload.
public interface Uploader extends AutoCloseable {
    /// Sends `file` under `name`; returns when Pi #B has it on its disk. Sending a file that is
    /// there already succeeds.
    ///
    /// @throws RefusedException when Pi #B will never take it
    /// @throws NotNowException when Pi #B would not take this one now
    /// @throws java.nio.file.NoSuchFileException when there is no such file
    /// @throws IOException when Pi #B cannot be reached, or the connection broke
    void upload(EvidenceName name, Path file) throws IOException, RefusedException;

    /// Gives up the connection, if any; the next upload makes a new one.
    @Override
    void close();
}
