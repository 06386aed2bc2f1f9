package org.vigia.web.store;

import org.vigia.shared.event.EvidenceKind;

/// What a store takes.
///
/// @param maxClipBytes the largest clip, in bytes
/// @param reserveBytes what uploads leave free on the disk, in bytes
/// @param room what each camera may take
public record StoreLimits(long maxClipBytes, long reserveBytes, RoomLimits room) {
    /// Clips up to 8 GiB, twice what a camera's settings allow at most (docs/configuration.md: 50
    /// Mbit/s for ten minutes after one of pre-roll); 1 GiB left free.
    public static final StoreLimits DEFAULT =
            new StoreLimits(8L << 30, 1L << 30, RoomLimits.DEFAULT);

    long max(EvidenceKind kind) {
        return switch (kind) {
            case SNAPSHOT -> 16L << 20;
            case CLIP, STREAMED -> maxClipBytes;
            case SIGNATURE -> 2L << 10;
            case MANIFEST -> 256L << 10;
        };
    }
}
