package org.vigia.shared.event;

import com.fasterxml.jackson.annotation.JsonProperty;

/// What a person says of an event through its camera.
public enum Remark {
    /// It is to be kept for good.
    @JsonProperty("keep")
    KEEP,
    /// It was nothing.
    @JsonProperty("false-alarm")
    FALSE_ALARM
}
