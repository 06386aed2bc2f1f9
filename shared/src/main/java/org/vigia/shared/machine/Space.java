package org.vigia.shared.machine;

/// How much of a disk or memory is left.
///
/// @param freeBytes what may still be used
/// @param totalBytes all of it
public record Space(long freeBytes, long totalBytes) {
    /// @throws IllegalArgumentException when more is free than there is
    public Space {
        if (freeBytes < 0 || totalBytes < 1 || freeBytes > totalBytes) {
            throw new IllegalArgumentException(
                    "not a space: %d of %d".formatted(freeBytes, totalBytes));
        }
    }
}
