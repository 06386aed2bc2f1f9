package org.vigia.web.account;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.EnumSet;
import java.util.Set;

/// What an account is for.
public enum Role {
    /// Everything, with every camera.
    @JsonProperty("owner")
    OWNER,
    /// Watches over the place: looks, marks and commands, but deletes and administers nothing.
    @JsonProperty("guard")
    GUARD,
    /// Looks.
    @JsonProperty("viewer")
    VIEWER;

    /// What accounts of this role may do.
    public Set<Right> rights() {
        return switch (this) {
            case OWNER -> EnumSet.allOf(Right.class);
            case GUARD -> EnumSet.of(Right.LOOK, Right.MARK, Right.CONTROL);
            case VIEWER -> EnumSet.of(Right.LOOK);
        };
    }
}
