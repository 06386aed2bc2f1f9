package org.vigia.web.event;

import java.util.Set;
import org.vigia.shared.event.EventId;
import org.vigia.shared.event.EventKind;

/// An event as a stretch of its day.
///
/// @param fromMillis when its film begins, or it does without one
/// @param toMillis when its film ends; the same as `fromMillis` without one
/// @param marks what has happened to it
public record Span(
        EventId event,
        String camera,
        EventKind kind,
        long fromMillis,
        long toMillis,
        Set<Standing> marks) {
    /// An event's.
    public static Span of(StoredEvent event) {
        long from = event.shownMillis() - event.preRollMillis();
        long length = Math.max(event.clipMillis(), event.streamedMillis());
        return new Span(
                event.id(), event.camera(), event.kind(), from, from + length, event.marks());
    }
}
