package org.vigia.shared.link;

import org.jspecify.annotations.Nullable;

/// What a camera says of itself.
///
/// @param alarm the alarm's state
/// @param incident whether an incident is being recorded
/// @param siren whether the siren sounds
/// @param panDegrees where the servo points or is turning to: -90 (left) to 90, 0 ahead
/// @param warmingUp whether the motion sensor is still warming up
/// @param sensorFault whether the motion sensor's line is stuck or cannot be read
/// @param videoFault why there is no picture, in words; null while frames flow
/// @param undelivered events in the spool without a receipt
public record CameraStatus(
        AlarmMode alarm,
        boolean incident,
        boolean siren,
        int panDegrees,
        boolean warmingUp,
        boolean sensorFault,
        @Nullable String videoFault,
        int undelivered) {
    /// @throws IllegalArgumentException when a number is out of its range
    public CameraStatus {
        if (panDegrees < -90 || panDegrees > 90 || undelivered < 0) {
            throw new IllegalArgumentException("not a camera's status");
        }
        if (videoFault != null && videoFault.length() > 500) {
            throw new IllegalArgumentException("an overlong fault text");
        }
    }
}
