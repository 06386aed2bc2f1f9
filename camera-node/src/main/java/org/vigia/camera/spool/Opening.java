package org.vigia.camera.spool;

import org.vigia.shared.event.EventId;
import org.vigia.shared.event.EventKind;
import org.vigia.shared.event.Moment;

/// What is known of an event when it begins; `opening.json` in its folder.
///
/// @param event its id
/// @param incident id of the incident's first event
/// @param kind why it is recorded
/// @param started when: for motion, the sensor's edge
/// @param preRollMillis how much of the clip will precede `started`; 0 without a clip
public record Opening(
        EventId event, EventId incident, EventKind kind, Moment started, long preRollMillis) {
    /// @throws IllegalArgumentException when the pre-roll is negative
    public Opening {
        if (preRollMillis < 0) {
            throw new IllegalArgumentException("a negative pre-roll");
        }
    }
}
