package org.vigia.telegram.text;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Locale;

/// What an alert is about.
public enum Subject {
    @JsonProperty("motion")
    MOTION(Nature.INCIDENT),
    /// Motion while the sensor warms up.
    @JsonProperty("warm-up-motion")
    WARM_UP_MOTION(Nature.INCIDENT),
    @JsonProperty("tamper")
    TAMPER(Nature.INCIDENT),
    @JsonProperty("panic")
    PANIC(Nature.INCIDENT),
    @JsonProperty("lens-covered")
    LENS_COVERED(Nature.INCIDENT),
    @JsonProperty("camera-moved")
    CAMERA_MOVED(Nature.INCIDENT),
    @JsonProperty("picture-frozen")
    PICTURE_FROZEN(Nature.INCIDENT),
    @JsonProperty("clock-jumped")
    CLOCK_JUMPED(Nature.INCIDENT),
    /// Somebody was made to disarm: for the chats that were named for it, and nobody else.
    @JsonProperty("duress")
    DURESS(Nature.MOMENT),
    /// Pi #B cannot be reached.
    @JsonProperty("link-lost")
    LINK_LOST(Nature.FAULT),
    @JsonProperty("clock-unsure")
    CLOCK_UNSURE(Nature.FAULT),
    @JsonProperty("sensor-fault")
    SENSOR_FAULT(Nature.FAULT),
    /// The camera gives no picture.
    @JsonProperty("no-picture")
    NO_PICTURE(Nature.FAULT),
    /// The camera's disk is full or refuses.
    @JsonProperty("disk")
    DISK(Nature.FAULT),
    /// The room for what waits for Pi #B is nearly used up.
    @JsonProperty("room-scarce")
    ROOM_SCARCE(Nature.FAULT),
    @JsonProperty("pin-locked")
    PIN_LOCKED(Nature.MOMENT),
    /// It started again while it was to guard.
    @JsonProperty("restarted")
    RESTARTED(Nature.MOMENT),
    /// It has forgotten whether it was to guard, and does.
    @JsonProperty("state-lost")
    STATE_LOST(Nature.MOMENT),
    /// The camera has fallen silent; said by Pi #B.
    @JsonProperty("camera-lost")
    CAMERA_LOST(Nature.FAULT),
    /// There is no more room for the camera's evidence; said by Pi #B.
    @JsonProperty("room-ran-out")
    ROOM_RAN_OUT(Nature.MOMENT),
    /// No self-test of the camera has come through for too long; said by Pi #B.
    @JsonProperty("self-test-missing")
    SELF_TEST_MISSING(Nature.FAULT);

    /// How an alert goes on.
    public enum Nature {
        /// Something is recorded: pictures and films follow.
        INCIDENT,
        /// It lasts until it is over.
        FAULT,
        /// It has happened.
        MOMENT
    }

    private final Nature nature;

    Subject(Nature nature) {
        this.nature = nature;
    }

    /// How it goes on.
    public Nature nature() {
        return nature;
    }

    /// Whether a chat may ask not to hear of it for a while.
    public boolean snoozes() {
        return this == MOTION || this == WARM_UP_MOTION;
    }

    /// Whether several soon after one another are one alert with a count. A call for help is always
    /// a new one.
    public boolean folds() {
        return this != PANIC && this != TAMPER && this != DURESS;
    }

    /// Whether a process that begins looks at it by itself, and says that it is over where an
    /// earlier one has told of it.
    public boolean isLookedAtFirst() {
        return nature == Nature.FAULT && this != SENSOR_FAULT && this != DISK;
    }

    String key() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
