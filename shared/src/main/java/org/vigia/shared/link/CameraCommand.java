package org.vigia.shared.link;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import org.vigia.shared.crypto.Sha256;

/// What the site may ask of a camera. In JSON: `{"command":"pan","degrees":-30}`; the API takes the
/// same form.
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "command")
@JsonSubTypes({
    @JsonSubTypes.Type(value = CameraCommand.Arm.class, name = "arm"),
    @JsonSubTypes.Type(value = CameraCommand.Disarm.class, name = "disarm"),
    @JsonSubTypes.Type(value = CameraCommand.Snapshot.class, name = "snapshot"),
    @JsonSubTypes.Type(value = CameraCommand.Siren.class, name = "siren"),
    @JsonSubTypes.Type(value = CameraCommand.Pan.class, name = "pan"),
    @JsonSubTypes.Type(value = CameraCommand.Invite.class, name = "invite"),
    @JsonSubTypes.Type(value = CameraCommand.SelfTest.class, name = "self-test")
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

    /// Open an invitation to give orders through Telegram. The code itself stays with who drew it.
    ///
    /// @param code SHA-256 of the code
    /// @param owner whether it lets somebody in who may give every order
    record Invite(String code, boolean owner) implements CameraCommand {
        /// @throws IllegalArgumentException when `code` is no hash
        public Invite {
            if (!Sha256.isHash(code)) {
                throw new IllegalArgumentException("code: must be a SHA-256 hash");
            }
        }
    }

    /// Try out now whether an event comes through; it goes on when the command is done.
    record SelfTest() implements CameraCommand {}

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
