package org.vigia.shared.link;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;

/// What the site may ask of a camera. In JSON: `{"command":"pan","degrees":-30}`; the API takes the
/// same form.
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "command")
@JsonSubTypes({
    @JsonSubTypes.Type(value = CameraCommand.Arm.class, name = "arm"),
    @JsonSubTypes.Type(value = CameraCommand.Disarm.class, name = "disarm"),
    @JsonSubTypes.Type(value = CameraCommand.Snapshot.class, name = "snapshot"),
    @JsonSubTypes.Type(value = CameraCommand.Siren.class, name = "siren"),
    @JsonSubTypes.Type(value = CameraCommand.Pan.class, name = "pan")
})
public sealed interface CameraCommand {
    /// Arm, after the exit delay if there is one.
    record Arm() implements CameraCommand {}

    /// Disarm; ends a running incident.
    record Disarm() implements CameraCommand {}

    /// Take a picture now; it arrives as an event of its own.
    record Snapshot() implements CameraCommand {}

    /// Turn the siren on or off by hand.
    ///
    /// @param on whether it shall sound
    record Siren(boolean on) implements CameraCommand {}

    /// Turn the camera.
    ///
    /// @param degrees -90 (left) to 90, 0 ahead
    record Pan(int degrees) implements CameraCommand {
        /// @throws IllegalArgumentException when out of range
        public Pan {
            if (degrees < -90 || degrees > 90) {
                throw new IllegalArgumentException(
                        "degrees: must be between -90 and 90, was " + degrees);
            }
        }
    }
}
