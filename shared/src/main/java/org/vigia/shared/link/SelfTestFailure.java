package org.vigia.shared.link;

import com.fasterxml.jackson.annotation.JsonProperty;

/// Why a self-test did not succeed.
public enum SelfTestFailure {
    /// The camera's disk refused the event.
    @JsonProperty("disk")
    DISK,
    /// The event could not be sent to Pi #B in time.
    @JsonProperty("not-sent")
    NOT_SENT,
    /// Pi #B refused the event for good.
    @JsonProperty("refused")
    REFUSED,
    /// Pi #B took the event and did not sign for it in time.
    @JsonProperty("no-receipt")
    NO_RECEIPT,
    /// The camera's software ended meanwhile.
    @JsonProperty("interrupted")
    INTERRUPTED
}
