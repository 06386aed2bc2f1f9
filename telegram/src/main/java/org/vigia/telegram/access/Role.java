package org.vigia.telegram.access;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Locale;

/// What a person may do.
public enum Role {
    // The mightier first.
    /// Everything.
    @JsonProperty("owner")
    OWNER,
    /// See and hear, but change nothing of the alarm.
    @JsonProperty("look")
    LOOK;

    /// Whether who is this may all that the other may.
    boolean includes(Role other) {
        return compareTo(other) <= 0;
    }

    /// `owner` or `look`.
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
