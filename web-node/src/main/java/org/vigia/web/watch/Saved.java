package org.vigia.web.watch;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.vigia.shared.event.EventId;

/// What a restart must not forget of a camera, in `cameras.json`.
///
/// @param armed whether it guarded when it was last heard of
/// @param missing whether its silence has been reported, and lasts
/// @param lost that it was lost; null where there is nothing to confirm
record Saved(String camera, boolean armed, boolean missing, @Nullable Lost lost) {
    /// Why a camera is not believed.
    ///
    /// @param first the event of the first loss since it was last confirmed
    /// @param last the event of the last one
    /// @param sinceMillis when it was last heard of before that
    /// @param confirmedBy who has confirmed it while its events are still being marked; null before
    record Lost(EventId first, EventId last, long sinceMillis, @Nullable String confirmedBy) {
        Lost again(EventId event, long since) {
            return new Lost(first, event, since, null);
        }

        Lost confirmed(String by) {
            return new Lost(first, last, sinceMillis, by);
        }
    }

    /// The whole file.
    record All(List<Saved> cameras) {
        All {
            cameras = List.copyOf(cameras);
        }
    }
}
