package org.vigia.camera;

import java.io.IOException;
import java.util.Locale;
import java.util.Optional;
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
import org.vigia.camera.telegram.Alerts;
import org.vigia.shared.event.Receipt;
import org.vigia.shared.link.AlarmMode;
import org.vigia.shared.link.CameraCommand;
import org.vigia.shared.link.CameraStatus;
import org.vigia.shared.link.LinkMessage;
import org.vigia.shared.time.Pace;

/// What Pi #B asks, done by the parts; and what the parts say of themselves, told to Pi #B.
final class Orders implements LinkOrders {
    private final Hands hands;
    private final AlarmLoop alarm;
    private final Recorder recorder;
    private final Siren siren;
    private final Servo servo;
    private final Spool spool;
    private final FilmWatch film;
    private final Delivery delivery;
    private final Alerts alerts;
    private final Pairing pairing;
    private final Diary diary;
    private final Moments moments;
    private final Pace pace;
    private final long warmNanos;

    Orders(
            Hands hands,
            AlarmLoop alarm,
            Recorder recorder,
            Siren siren,
            Servo servo,
            Spool spool,
            FilmWatch film,
            Delivery delivery,
            Alerts alerts,
            Pairing pairing,
            Diary diary,
            CameraConfig config,
            Moments moments,
            Pace pace) {
        this.hands = hands;
        this.alarm = alarm;
        this.recorder = recorder;
        this.siren = siren;
        this.servo = servo;
        this.spool = spool;
        this.film = film;
        this.delivery = delivery;
        this.alerts = alerts;
        this.pairing = pairing;
        this.diary = diary;
        this.moments = moments;
        this.pace = pace;
        this.warmNanos = pace.nanos() + config.pir().warmUp().toNanos();
    }

    @Override
    public @Nullable String obey(CameraCommand command) throws InterruptedException {
        diary.ordered(command);
        AlarmInput.Source site = AlarmInput.Source.SITE;
        return switch (command) {
            case CameraCommand.Arm _ -> hands.arm(site) ? null : "the alarm does not answer";
            case CameraCommand.Disarm _ -> hands.disarm(site) ? null : "the alarm does not answer";
            case CameraCommand.Snapshot _ -> photo();
            case CameraCommand.Siren wanted ->
                    hands.sound(wanted.on(), site) ? null : "the siren does not answer";
            case CameraCommand.Pan pan ->
                    hands.turn(pan.degrees()) ? null : "the servo does not answer";
            case CameraCommand.Invite wanted -> pairing.invite(wanted);
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
                spool.undelivered(),
                pairing.bot(),
                alerts.trouble().orElse(null));
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
    public Optional<LinkMessage.AlertChats> alertChats() {
        return alerts.chats();
    }

    @Override
    public void gapTaken(String manifest) throws IOException {
        delivery.gapTaken(manifest);
    }

    @Override
    public void receipt(Receipt receipt) throws IOException {
        delivery.receipt(receipt);
        alerts.safe(receipt.event());
    }

    private @Nullable String photo() throws InterruptedException {
        try {
            recorder.photo();
            return null;
        } catch (IOException e) {
            return String.valueOf(e.getMessage());
        }
    }
}
