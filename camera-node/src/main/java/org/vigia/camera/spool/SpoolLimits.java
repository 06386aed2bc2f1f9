package org.vigia.camera.spool;

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
}
