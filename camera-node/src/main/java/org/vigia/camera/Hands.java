package org.vigia.camera;

import java.time.Duration;
import java.util.concurrent.TimeoutException;
import org.vigia.camera.alarm.AlarmInput;
import org.vigia.camera.alarm.AlarmLoop;
import org.vigia.camera.servo.Servo;
import org.vigia.camera.siren.Siren;

/// What may be done by hand, from the site and through Telegram alike. Each method returns when it
/// is done, and says whether the part has answered.
final class Hands {
    private static final Duration PATIENCE = Duration.ofSeconds(3);

    private final AlarmLoop alarm;
    private final Siren siren;
    private final Servo servo;

    Hands(AlarmLoop alarm, Siren siren, Servo servo) {
        this.alarm = alarm;
        this.siren = siren;
        this.servo = servo;
    }

    boolean arm(AlarmInput.Source source) throws InterruptedException {
        return think(new AlarmInput.Arm(source));
    }

    boolean disarm(AlarmInput.Source source) throws InterruptedException {
        return think(new AlarmInput.Disarm(source));
    }

    /// Off also tells the alarm, which would else sound it again.
    boolean sound(boolean on, AlarmInput.Source source) throws InterruptedException {
        boolean heard = on || think(new AlarmInput.Silence(source));
        if (on) {
            siren.on();
        } else {
            siren.off();
        }
        return siren.settle(PATIENCE) && heard;
    }

    /// Returns when the servo is on its way.
    boolean turn(double degrees) throws InterruptedException {
        servo.turnTo(degrees);
        return servo.settle(PATIENCE);
    }

    private boolean think(AlarmInput input) throws InterruptedException {
        try {
            alarm.submitAndWait(input, PATIENCE);
            return true;
        } catch (TimeoutException e) {
            return false;
        }
    }
}
