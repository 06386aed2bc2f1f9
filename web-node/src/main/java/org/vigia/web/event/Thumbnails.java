package org.vigia.web.event;

import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Consumer;

/// Small pictures made here of what has come of events: of the camera's picture, or of a film
/// without one. Safe for use by several threads.
public interface Thumbnails {
    /// A JPEG.
    ///
    /// @param file where it is; may go at any time, to make room
    /// @param sha256 its hash
    record Thumbnail(Path file, String sha256) {}

    /// An event's thumbnail. Where there could be one and is none yet, it is ordered. Returns at
    /// once.
    Optional<Thumbnail> of(StoredEvent event);

    /// Tells `observer` of each event whose thumbnail has just been made, until the subscription is
    /// closed. Observers return quickly and do not throw.
    EventCatalogue.Subscription subscribe(Consumer<StoredEvent> observer);
}
