package org.vigia.camera.ring;

import org.vigia.shared.video.Fragment;
import org.vigia.shared.video.VideoConfig;

/// What a reader of the ring is given.
public sealed interface RingItem {
    /// A stream begins for this reader; fragments of it follow.
    record Configured(VideoConfig config) implements RingItem {}

    /// A frame of the stream configured last.
    ///
    /// @param fragment with [Fragment#replacesPrevious] only if this reader was given the former
    ///   one
    record Filmed(Fragment fragment) implements RingItem {}

    /// The camera stopped here.
    ///
    /// @param reason in words an owner understands
    record Gap(String reason) implements RingItem {}

    /// The reader was too slow: what it had not read yet is gone. It goes on at the newest key
    /// frame.
    ///
    /// @param items how many were lost, above zero
    record Lagged(long items) implements RingItem {}
}
