package org.vigia.camera.snapshot;

import java.io.IOException;
import java.util.Optional;

/// Takes pictures out of a stream, one after the other.
interface PictureReader {
    /// The next picture; empty at the end of the stream.
    ///
    /// @throws IOException when the stream fails or holds something else
    Optional<byte[]> next() throws IOException;
}
