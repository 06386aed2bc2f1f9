package org.vigia.web.ssh;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/// Speaks with a camera over its frame socket.
@FunctionalInterface
public interface FrameSocketHandler {
    /// Serves one frame socket until it ends; returning closes it. Called on a thread of its own.
    /// When the channel or its session ends, what has come can still be read, and then the end.
    ///
    /// @param camera the name the session's key is registered under
    /// @param in what the camera sends; ends with the channel
    /// @param out to the camera; a write returns when the kernel has taken the bytes, so that a
    ///   camera that does not read is felt. For one thread at a time
    /// @param cut ends the whole session at once, whatever is under way: for a camera that is most
    ///   likely not there any more. From any thread; idempotent
    /// @throws IOException when the connection is lost or the camera misbehaves
    void serve(String camera, InputStream in, OutputStream out, Runnable cut) throws IOException;
}
