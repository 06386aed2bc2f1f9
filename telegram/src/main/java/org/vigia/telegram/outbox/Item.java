package org.vigia.telegram.outbox;

import org.jspecify.annotations.Nullable;
import org.vigia.shared.event.EventId;

/// Something that follows a text.
///
/// @param number its place in the thread
/// @param at when it happened, by the camera's wall clock
/// @param incident the incident that it shows
/// @param event the event that it belongs to
/// @param file its name in the media folder
record Item(
        int number,
        ItemKind kind,
        long at,
        @Nullable EventId incident,
        @Nullable EventId event,
        @Nullable String file) {
    Item as(ItemKind other) {
        return new Item(number, other, at, incident, event, null);
    }

    Item in(String name) {
        return new Item(number, kind, at, incident, event, name);
    }
}
