package org.vigia.web.store;

import org.jspecify.annotations.Nullable;
import org.vigia.shared.event.EventId;
import org.vigia.shared.event.EventKind;
import org.vigia.shared.event.Moment;

/// web-node's own record of an event, `announced.json`: an event exists here once it does.
///
/// @param event the event's id
/// @param camera whose it is
/// @param arrival position in the order of arrival
/// @param arrivedMillis web-node's wall clock at its arrival
/// @param incident what the camera said over the link, as are the following; null until then
/// @param kind why there is an event
/// @param started when it began
record Announcement(
        EventId event,
        String camera,
        long arrival,
        long arrivedMillis,
        @Nullable EventId incident,
        @Nullable EventKind kind,
        @Nullable Moment started) {
    static final String FILE = "announced.json";

    Announcement {
        if (arrival < 1) {
            throw new IllegalArgumentException("arrivals count from 1");
        }
    }

    boolean isPiBsOwn() {
        return kind != null && kind.isPiBsOwn();
    }

    Announcement with(EventId incident, EventKind kind, Moment started) {
        return new Announcement(event, camera, arrival, arrivedMillis, incident, kind, started);
    }
}
