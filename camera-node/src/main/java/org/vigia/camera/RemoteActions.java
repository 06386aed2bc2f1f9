package org.vigia.camera;

import org.vigia.camera.alarm.AlarmInput;
import org.vigia.camera.alarm.AlarmLoop;
import org.vigia.camera.remote.RemoteListener;
import org.vigia.camera.servo.Servo;

/// What somebody with the remote wants, handed to those who do it.
final class RemoteActions implements RemoteListener {
    private final AlarmLoop alarm;
    private final Servo servo;

    RemoteActions(AlarmLoop alarm, Servo servo) {
        this.alarm = alarm;
        this.servo = servo;
    }

    @Override
    public void onAlarm(AlarmInput input) {
        alarm.submit(input);
    }

    @Override
    public void onPanLeft() {
        servo.panLeft();
    }

    @Override
    public void onPanRight() {
        servo.panRight();
    }
}
