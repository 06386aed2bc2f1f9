package org.vigia.shared.event;

import com.fasterxml.jackson.annotation.JsonProperty;

/// Why there is an event.
public enum EventKind {
    /// The sensor saw something move.
    @JsonProperty("motion")
    MOTION,
    /// Somebody asked for help with the remote or the site.
    @JsonProperty("panic")
    PANIC,
    /// Somebody asked for a picture.
    @JsonProperty("photo")
    PHOTO,
    /// Somebody meddled with the camera.
    @JsonProperty("tamper")
    TAMPER
}
