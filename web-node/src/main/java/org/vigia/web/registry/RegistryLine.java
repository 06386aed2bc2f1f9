package org.vigia.web.registry;

import com.fasterxml.jackson.annotation.JsonProperty;
import org.vigia.shared.event.Manifest;

/// One line of the registry's file.
///
/// @param at web-node's wall clock, in milliseconds since 1970
/// @param op what is said
/// @param camera of whom
/// @param key its key, as an OpenSSH line
record RegistryLine(long at, Op op, String camera, String key) {
    enum Op {
        @JsonProperty("add")
        ADD,
        @JsonProperty("revoke")
        REVOKE
    }

    RegistryLine {
        if (!Manifest.isCameraName(camera)) {
            throw new IllegalArgumentException("not a camera name");
        }
    }
}
