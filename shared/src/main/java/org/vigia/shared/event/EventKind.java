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
    /// Somebody asked for a film.
    @JsonProperty("film")
    FILM,
    /// Somebody meddled with the camera.
    @JsonProperty("tamper")
    TAMPER,
    /// Somebody was made to disarm, and told so by the PIN for it.
    @JsonProperty("duress")
    DURESS,
    /// An armed camera has fallen silent; raised by Pi #B.
    @JsonProperty("camera-lost")
    CAMERA_LOST,
    /// The picture does not change any more, or no frame comes.
    @JsonProperty("picture-frozen")
    PICTURE_FROZEN,
    /// The picture has lost its detail at once.
    @JsonProperty("lens-covered")
    LENS_COVERED,
    /// The view has shifted as a whole.
    @JsonProperty("camera-moved")
    CAMERA_MOVED,
    /// Wall clock and monotonic clock have parted.
    @JsonProperty("clock-jumped")
    CLOCK_JUMPED,
    /// The camera's room on Pi #B has run out; raised by Pi #B.
    @JsonProperty("room-ran-out")
    ROOM_RAN_OUT,
    /// The camera tries out whether an event comes through to Pi #B; holds no picture of the room.
    @JsonProperty("self-test")
    SELF_TEST;

    /// Whether Pi #B alone raises it: a camera may not say so.
    public boolean isPiBsOwn() {
        return this == CAMERA_LOST || this == ROOM_RAN_OUT;
    }
}
