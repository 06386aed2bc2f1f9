package org.vigia.web.presence;

import com.fasterxml.jackson.annotation.JsonProperty;
import org.jspecify.annotations.Nullable;

/// A line of the journal.
///
/// @param at web-node's wall clock
/// @param what has happened
/// @param camera whose link; null where it is about the node
/// @param millis for `STARTED`: the last sign of life before; for `CLOCK`: by how much the clock
///   has jumped; 0 otherwise
record PresenceLine(long at, What what, @Nullable String camera, long millis) {
    /// What may happen.
    enum What {
        /// The camera has a link.
        @JsonProperty("up")
        UP,
        /// It has none any more.
        @JsonProperty("down")
        DOWN,
        /// The node has started; no camera has a link.
        @JsonProperty("started")
        STARTED,
        /// The node's clock has jumped: what was said since its start was said by the former one.
        @JsonProperty("clock")
        CLOCK
    }

    /// @throws IllegalArgumentException when the parts disagree
    PresenceLine {
        boolean ofCamera = what == What.UP || what == What.DOWN;
        if (ofCamera == (camera == null)) {
            throw new IllegalArgumentException("a link is a camera's");
        }
    }
}
