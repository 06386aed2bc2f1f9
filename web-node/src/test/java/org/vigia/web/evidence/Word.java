package org.vigia.web.evidence;

import org.vigia.shared.event.EventId;
import org.vigia.web.store.Evidence;

/// What cameras and people have been told, or what they are about to ask.
sealed interface Word {
    /// There is such an event.
    record Known(EventId event) implements Word {}

    /// A file of it is here.
    record Taken(EventId event, Evidence.Item item) implements Word {}

    /// It has been signed for, with these words.
    @SuppressWarnings("ArrayRecordComponent")
    record Receipted(EventId event, byte[] receipt) implements Word {}

    /// So many of its frames are here.
    record Streamed(EventId event, int frames) implements Word {}

    /// Somebody keeps it.
    record Kept(EventId event) implements Word {}

    /// It may go.
    record Deleting(EventId event) implements Word {}

    /// It has gone.
    record Deleted(EventId event) implements Word {}

    /// A gap record is here.
    record GapTaken(String manifest) implements Word {}
}
