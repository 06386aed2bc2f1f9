package org.vigia.shared.link;

import com.fasterxml.jackson.annotation.JsonProperty;

/// The alarm's states as the other node and the API name them (those of Home Assistant's
/// `alarm_control_panel`).
public enum AlarmMode {
    @JsonProperty("disarmed")
    DISARMED,
    @JsonProperty("arming")
    ARMING,
    @JsonProperty("armed")
    ARMED,
    @JsonProperty("pending")
    PENDING,
    @JsonProperty("triggered")
    TRIGGERED
}
