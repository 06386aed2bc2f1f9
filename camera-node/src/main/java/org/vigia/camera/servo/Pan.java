package org.vigia.camera.servo;

import java.time.Duration;
import java.util.OptionalLong;

/// A servo under way, as a value: small steps towards a goal, then rest without a pulse, so that it
/// does not hum. Times are monotonic nanoseconds.
///
/// @param angle the last one it was sent to, in degrees
/// @param stepAt when it moves on, or rests having arrived; empty at rest
record Pan(double angle, double goal, OptionalLong stepAt) {
    /// 20 ms a period (50 Hz, SG90 data sheet): one step of at most 2° in each, 100°/s.
    static final Duration PERIOD = Duration.ofMillis(20);

    private static final double STEP = 2;
    private static final Duration SETTLING = Duration.ofMillis(400);

    static Pan atRest(double angle) {
        return new Pan(angle, angle, OptionalLong.empty());
    }

    boolean pulsing() {
        return stepAt.isPresent();
    }

    Pan towards(double newGoal, long now) {
        return pulsing() && angle != goal
                ? new Pan(angle, newGoal, stepAt)
                : new Pan(angle, newGoal, OptionalLong.of(now)).step(now);
    }

    /// At most one step, however late: a servo that was not told of the steps between would jump.
    Pan passTime(long now) {
        if (stepAt.isEmpty() || stepAt.getAsLong() - now > 0) {
            return this;
        }
        return angle == goal ? atRest(angle) : step(now);
    }

    private Pan step(long at) {
        double next = angle + Math.clamp(goal - angle, -STEP, STEP);
        Duration wait = next == goal ? SETTLING : PERIOD;
        return new Pan(next, goal, OptionalLong.of(at + wait.toNanos()));
    }
}
