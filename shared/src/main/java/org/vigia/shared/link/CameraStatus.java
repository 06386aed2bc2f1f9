package org.vigia.shared.link;

import java.util.regex.Pattern;
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
/// @param bot the user name of the Telegram bot that takes orders; null where there is none, or
///   Telegram has not said yet
/// @param alertTrouble why alerts do not reach everybody; null where they do, or there is no bot
public record CameraStatus(
        AlarmMode alarm,
        boolean incident,
        boolean siren,
        int panDegrees,
        boolean warmingUp,
        boolean sensorFault,
        @Nullable String videoFault,
        int undelivered,
        @Nullable String bot,
        @Nullable AlertTrouble alertTrouble) {
    private static final Pattern BOT = Pattern.compile("[A-Za-z0-9_]{1,64}");

    /// @throws IllegalArgumentException when a number is out of its range
    public CameraStatus {
        if (panDegrees < -90 || panDegrees > 90 || undelivered < 0) {
            throw new IllegalArgumentException("not a camera's status");
        }
        if (videoFault != null && videoFault.length() > 500) {
            throw new IllegalArgumentException("an overlong fault text");
        }
        if (bot != null && !BOT.matcher(bot).matches()) {
            throw new IllegalArgumentException("not a bot's user name");
        }
    }

    /// That of a camera without a bot.
    public CameraStatus(
            AlarmMode alarm,
            boolean incident,
            boolean siren,
            int panDegrees,
            boolean warmingUp,
            boolean sensorFault,
            @Nullable String videoFault,
            int undelivered) {
        this(
                alarm,
                incident,
                siren,
                panDegrees,
                warmingUp,
                sensorFault,
                videoFault,
                undelivered,
                null,
                null);
    }
}
