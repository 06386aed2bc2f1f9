package org.vigia.camera;

import java.io.IOException;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.vigia.camera.alarm.AlarmInput;
import org.vigia.camera.delivery.Delivery;
import org.vigia.camera.link.LinkOrders;
import org.vigia.camera.moment.Moments;
import org.vigia.camera.recorder.Recorder;
import org.vigia.camera.telegram.Alerts;
import org.vigia.shared.event.Receipt;
import org.vigia.shared.link.CameraCommand;
import org.vigia.shared.link.CameraStatus;
import org.vigia.shared.link.LinkMessage;

/// What Pi #B asks and says, done and heard by the parts.
final class Orders implements LinkOrders {
    private final Hands hands;
    private final Recorder recorder;
    private final Delivery delivery;
    private final Moments moments;
    private final Alerts alerts;
    private final Pairing pairing;
    private final Diary diary;
    private final Supplier<CameraStatus> report;
    private final Wellbeing wellbeing;

    Orders(
            Hands hands,
            Recorder recorder,
            Delivery delivery,
            Moments moments,
            Alerts alerts,
            Pairing pairing,
            Diary diary,
            Supplier<CameraStatus> report,
            Wellbeing wellbeing) {
        this.hands = hands;
        this.recorder = recorder;
        this.delivery = delivery;
        this.moments = moments;
        this.alerts = alerts;
        this.pairing = pairing;
        this.diary = diary;
        this.report = report;
        this.wellbeing = wellbeing;
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
            case CameraCommand.SelfTest _ -> wellbeing.test();
        };
    }

    @Override
    public CameraStatus status() {
        return report.get();
    }

    @Override
    public void linked() {
        wellbeing.linked();
        delivery.hurry();
    }

    @Override
    public void healthWanted() {
        wellbeing.wanted();
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
        wellbeing.signed(receipt.event());
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
