package org.vigia.telegram.access;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Locale;

/// What a person may do.
public enum Role {
    /// Everything.
    @JsonProperty("owner")
    OWNER,
    /// See and hear, but change nothing of the alarm.
    @JsonProperty("look")
    LOOK;

    /// `owner` or `look`.
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
