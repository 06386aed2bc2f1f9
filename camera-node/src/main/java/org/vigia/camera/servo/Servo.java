package org.vigia.camera.servo;

import java.io.IOException;
import java.time.Duration;
import java.util.OptionalLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.vigia.camera.board.PwmOutput;
import org.vigia.camera.mailbox.Mailbox;
import org.vigia.camera.mailbox.Owner;
import org.vigia.shared.time.Pace;

/// Turns the camera. Methods return at once and may be called by any thread.
///
/// An SG90-class servo: 50 Hz, 0.5 ms at -90° to 2.4 ms at 90°. It has no feedback, so after a
/// start it is taken to look ahead, and gets no pulse (and does not twitch) until first turned.
public final class Servo implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Servo.class);
    private static final long LEAST_NANOS = 500_000;
    private static final long MOST_NANOS = 2_400_000;

    private final PwmOutput output;
    private final ServoSettings settings;
    private final Mailbox<Double> mailbox;
    private volatile Pan pan;
    private volatile double wanted;
    private boolean failing;

    public Servo(PwmOutput output, ServoSettings settings, Pace pace) {
        this.output = output;
        this.settings = settings;
        this.pan = Pan.atRest(settings.center());
        this.wanted = settings.center();
        this.mailbox = new Mailbox<>("servo", 64, pace, new Turning());
    }

    public void start() {
        mailbox.start();
    }

    /// Turns to an angle in degrees, 0 ahead, negative to the left; one outside the limits ends at
    /// the limit.
    ///
    /// @throws IllegalArgumentException when it is no number
    public void turnTo(double degrees) {
        if (Double.isNaN(degrees)) {
            throw new IllegalArgumentException("not an angle: " + degrees);
        }
        double goal = settings.within(degrees);
        if (mailbox.offer(goal)) {
            wanted = goal;
        } else {
            LOG.error("servo: turn to {}° lost, its thread is stuck or closed", goal);
        }
    }

    public void turn(Preset preset) {
        turnTo(settings.angle(preset));
    }

    /// Turns to the next preset on the left of where it looks or is turning to.
    public void panLeft() {
        turn(wanted > settings.center() ? Preset.CENTER : Preset.LEFT);
    }

    /// Turns to the next preset on the right of where it looks or is turning to.
    public void panRight() {
        turn(wanted < settings.center() ? Preset.CENTER : Preset.RIGHT);
    }

    /// Where it looks or is turning to, in degrees.
    public double goal() {
        return wanted;
    }

    /// Where it is by now, in degrees.
    public double angle() {
        return pan.angle();
    }

    public boolean settle(Duration limit) throws InterruptedException {
        return mailbox.settle(limit);
    }

    /// Ends the pulse where the servo is.
    @Override
    public void close() {
        mailbox.close();
        drive(Pan.atRest(pan.angle()));
    }

    static long pulseNanos(double degrees) {
        return LEAST_NANOS + Math.round((degrees + 90) / 180 * (MOST_NANOS - LEAST_NANOS));
    }

    private final class Turning implements Owner<Double> {
        @Override
        public void onMessage(Double goal, long now) {
            follow(pan.towards(goal, now));
        }

        @Override
        public void onDeadline(long now) {
            follow(pan.passTime(now));
        }

        @Override
        public OptionalLong nextDeadline() {
            return pan.stepAt();
        }
    }

    private void follow(Pan next) {
        pan = next;
        drive(next);
    }

    private synchronized void drive(Pan next) {
        try {
            if (next.pulsing()) {
                output.set(Pan.PERIOD.toNanos(), pulseNanos(next.angle()));
            }
            output.enable(next.pulsing());
            failing = false;
        } catch (IOException e) {
            if (!failing) {
                LOG.error("servo: its pulse cannot be set", e);
            }
            failing = true;
        }
    }
}
