package org.vigia.web.event;

import java.util.Collections;
import java.util.EnumSet;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.vigia.shared.event.EventId;
import org.vigia.shared.event.EventKind;
import org.vigia.shared.event.EvidenceName;

/// One event as the history shows it.
///
/// @param id its id
/// @param incident the incident's id; the event's own until the camera has said
/// @param camera whose it is
/// @param kind why there is one
/// @param stage how much of it is here
/// @param startedMillis the camera's wall clock at its start; web-node's at its arrival until the
///   camera has said
/// @param timeCertain whether the camera's clock was synchronised
/// @param arrivedMillis web-node's wall clock when it was first heard of
/// @param arrival position in the order of arrival, from 1
/// @param clipMillis the clip's length; 0 until the manifest is here, or without a clip
/// @param preRollMillis how much of the clip precedes the start
/// @param snapshot the picture's file; null until it is here
/// @param clip the film's file; null until it is here
/// @param streamed the film made here of what was streamed; null where there is none
/// @param streamedMillis that film's length; 0 without it
/// @param marks what has happened to it here
/// @param note the last note that somebody made; null without one
public record StoredEvent(
        EventId id,
        EventId incident,
        String camera,
        EventKind kind,
        Stage stage,
        long startedMillis,
        boolean timeCertain,
        long arrivedMillis,
        long arrival,
        long clipMillis,
        long preRollMillis,
        @Nullable EvidenceName snapshot,
        @Nullable EvidenceName clip,
        @Nullable EvidenceName streamed,
        long streamedMillis,
        Set<Standing> marks,
        @Nullable String note) {
    /// How much of an event has arrived.
    public enum Stage {
        /// Announced over the link, no file yet.
        ANNOUNCED,
        /// Some files are here, the manifest is not.
        ARRIVING,
        /// The manifest is here, verified, and every file it names; for an event of Pi #B's own,
        /// its witness statement.
        WHOLE
    }

    // How far ahead of its arrival a camera's clock may be, and still be believed.
    private static final long AHEAD_MILLIS = 300_000;

    /// Takes the marks over in their own order.
    public StoredEvent {
        marks = Collections.unmodifiableSet(new TreeSet<>(marks));
    }

    /// What orders and places it in the history: the camera's start where its clock is to be
    /// believed, its arrival here otherwise. See docs/design/site.md.
    public long shownMillis() {
        return timeCertain && startedMillis <= arrivedMillis + AHEAD_MILLIS
                ? startedMillis
                : arrivedMillis;
    }

    /// Which shelves it stands on; a self-test's is none, unless it is kept or binned.
    public Set<EventFilter.Shelf> shelves() {
        if (marks.contains(Standing.BINNED)) {
            return EnumSet.of(EventFilter.Shelf.BIN);
        }
        if (marks.contains(Standing.KEPT)) {
            return EnumSet.of(EventFilter.Shelf.LISTED, EventFilter.Shelf.KEPT);
        }
        return kind == EventKind.SELF_TEST
                ? EnumSet.noneOf(EventFilter.Shelf.class)
                : EnumSet.of(EventFilter.Shelf.LISTED);
    }
}
