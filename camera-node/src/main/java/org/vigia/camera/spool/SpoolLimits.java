package org.vigia.camera.spool;

import java.io.IOException;
import java.nio.file.Path;
import org.vigia.shared.durable.FreeSpace;

/// How much room the spool may take.
///
/// @param bytes at most, what is quarantined included
/// @param free what it leaves free on its disk, in bytes
public record SpoolLimits(long bytes, long free) {
    /// 8 GiB, some nine hours of film at 2 Mbit/s; 512 MiB left free.
    public static final SpoolLimits DEFAULT = new SpoolLimits(8L << 30, 512L << 20);

    /// @throws IllegalArgumentException when there is no room at all, or a negative amount
    public SpoolLimits {
        if (bytes < 1 || free < 0) {
            throw new IllegalArgumentException("not limits of a spool");
        }
    }

    /// What the spool in `root` may take in all, what it takes already included; 0 where its disk
    /// is too small for it.
    ///
    /// @throws IOException when the disk does not say
    public long room(Path root) throws IOException {
        return new Fill(Folders.bytes(root), FreeSpace.of(root).bytes(), this).room();
    }
}
