package org.vigia.camera;

import java.time.Duration;
import java.util.Locale;
import java.util.function.Supplier;
import org.vigia.camera.alarm.AlarmLoop;
import org.vigia.camera.alarm.AlarmState;
import org.vigia.camera.alarm.Trouble;
import org.vigia.camera.servo.Servo;
import org.vigia.camera.siren.Siren;
import org.vigia.camera.spool.Spool;
import org.vigia.camera.telegram.Alerts;
import org.vigia.shared.link.AlarmMode;
import org.vigia.shared.link.CameraStatus;
import org.vigia.shared.time.Pace;

/// What the parts say of themselves, as one status. Safe for use by several threads.
final class StatusReport implements Supplier<CameraStatus> {
    private final AlarmLoop alarm;
    private final Siren siren;
    private final Servo servo;
    private final FilmWatch film;
    private final Spool spool;
    private final Alerts alerts;
    private final Pairing pairing;
    private final Pace pace;
    private final long warmNanos;

    /// @param warmUp how long the motion sensor takes from now on
    StatusReport(
            AlarmLoop alarm,
            Siren siren,
            Servo servo,
            FilmWatch film,
            Spool spool,
            Alerts alerts,
            Pairing pairing,
            Duration warmUp,
            Pace pace) {
        this.alarm = alarm;
        this.siren = siren;
        this.servo = servo;
        this.film = film;
        this.spool = spool;
        this.alerts = alerts;
        this.pairing = pairing;
        this.pace = pace;
        this.warmNanos = pace.nanos() + warmUp.toNanos();
    }

    @Override
    public CameraStatus get() {
        AlarmState state = alarm.state();
        return new CameraStatus(
                AlarmMode.valueOf(state.label().toUpperCase(Locale.ROOT)),
                state.incident() != null,
                siren.wailing(),
                (int) Math.round(servo.goal()),
                pace.nanos() - warmNanos < 0,
                state.troubles().contains(Trouble.SENSOR_FAULT),
                film.fault().orElse(null),
                spool.undelivered(),
                pairing.bot(),
                alerts.trouble().orElse(null));
    }
}
