package org.vigia.shared.durable;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// How much room is left on a disk.
@FunctionalInterface
public interface FreeSpace {
    /// What may still be written, in bytes.
    ///
    /// @throws IOException when the disk does not say
    long bytes() throws IOException;

    /// That of the disk that `folder` is on.
    static FreeSpace of(Path folder) {
        return () -> Files.getFileStore(folder).getUsableSpace();
    }
}
