package org.vigia.camera.spool;

import java.io.IOException;
import java.nio.file.Path;

/// Mends a film that a power cut left unfinished. What a film's file looks like inside is the
/// business of the one who writes it.
public interface ClipSalvage {
    /// Cuts `part` back to its last whole fragment and syncs it.
    ///
    /// @return the length of what is left in milliseconds; 0 where no frame is left
    /// @throws IOException when the file cannot be read or cut
    long salvage(Path part) throws IOException;
}
