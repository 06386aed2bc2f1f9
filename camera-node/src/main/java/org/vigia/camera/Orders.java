package org.vigia.camera;

import java.io.IOException;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.vigia.camera.alarm.AlarmInput;
import org.vigia.camera.alarm.AlarmLoop;
import org.vigia.camera.alarm.AlarmState;
import org.vigia.camera.alarm.Trouble;
import org.vigia.camera.config.CameraConfig;
import org.vigia.camera.delivery.Delivery;
import org.vigia.camera.link.LinkOrders;
import org.vigia.camera.moment.Moments;
import org.vigia.camera.recorder.Recorder;
import org.vigia.camera.servo.Servo;
import org.vigia.camera.siren.Siren;
import org.vigia.camera.spool.Spool;
import org.vigia.shared.event.Receipt;
import org.vigia.shared.link.AlarmMode;
import org.vigia.shared.link.CameraCommand;
import org.vigia.shared.link.CameraStatus;
import org.vigia.shared.time.Pace;

/// What Pi #B asks, done by the parts; and what the parts say of themselves, told to Pi #B.
final class Orders implements LinkOrders {
    private static final Duration ALARM_PATIENCE = Duration.ofSeconds(3);

    private final AlarmLoop alarm;
    private final Recorder recorder;
    private final Siren siren;
    private final Servo servo;
    private final Spool spool;
    private final FilmWatch film;
    private final Delivery delivery;
    private final Moments moments;
    private final Pace pace;
    private final long warmNanos;

    Orders(
            AlarmLoop alarm,
            Recorder recorder,
            Siren siren,
            Servo servo,
            Spool spool,
            FilmWatch film,
            Delivery delivery,
            CameraConfig config,
            Moments moments,
            Pace pace) {
        this.alarm = alarm;
        this.recorder = recorder;
        this.siren = siren;
        this.servo = servo;
        this.spool = spool;
        this.film = film;
        this.delivery = delivery;
        this.moments = moments;
        this.pace = pace;
        this.warmNanos = pace.nanos() + config.pir().warmUp().toNanos();
    }

    @Override
    public @Nullable String obey(CameraCommand command) throws InterruptedException {
        return switch (command) {
            case CameraCommand.Arm _ -> think(new AlarmInput.Arm(AlarmInput.Source.SITE));
            case CameraCommand.Disarm _ -> think(new AlarmInput.Disarm(AlarmInput.Source.SITE));
            case CameraCommand.Snapshot _ -> photo();
            case CameraCommand.Siren wanted -> sound(wanted.on());
            case CameraCommand.Pan pan -> {
                servo.turnTo(pan.degrees());
                yield servo.settle(ALARM_PATIENCE) ? null : "the servo does not answer";
            }
        };
    }

    @Override
    public CameraStatus status() {
        AlarmState state = alarm.state();
        return new CameraStatus(
                AlarmMode.valueOf(state.label().toUpperCase(Locale.ROOT)),
                state.incident() != null,
                siren.wailing(),
                (int) Math.round(servo.goal()),
                pace.nanos() - warmNanos < 0,
                state.troubles().contains(Trouble.SENSOR_FAULT),
                film.fault().orElse(null),
                spool.undelivered());
    }

    @Override
    public void linked() {
        delivery.hurry();
    }

    @Override
    public void heardClock(long wallMillis) {
        moments.heard(wallMillis);
    }

    @Override
    public void gapTaken(String manifest) throws IOException {
        delivery.gapTaken(manifest);
    }

    @Override
    public void receipt(Receipt receipt) throws IOException {
        delivery.receipt(receipt);
    }

    private @Nullable String think(AlarmInput input) throws InterruptedException {
        try {
            alarm.submitAndWait(input, ALARM_PATIENCE);
            return null;
        } catch (TimeoutException e) {
            return "the alarm does not answer";
        }
    }

    private @Nullable String photo() throws InterruptedException {
        try {
            recorder.photo();
            return null;
        } catch (IOException e) {
            return String.valueOf(e.getMessage());
        }
    }

    private @Nullable String sound(boolean on) throws InterruptedException {
        if (on) {
            siren.on();
        } else {
            think(new AlarmInput.Silence(AlarmInput.Source.SITE));
            siren.off();
        }
        return siren.settle(ALARM_PATIENCE) ? null : "the siren does not answer";
    }
}
