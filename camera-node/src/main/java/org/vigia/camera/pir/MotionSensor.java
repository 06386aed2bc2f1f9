package org.vigia.camera.pir;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import org.vigia.camera.alarm.AlarmInput;
import org.vigia.camera.alarm.Trouble;

/// What a sensor's line means, as a value: each level gives the next sensor and the alarm's inputs.
/// Times are monotonic nanoseconds.
///
/// Between a [AlarmInput.MotionStarted] and the next there is a [AlarmInput.MotionEnded], except
/// that warm-up motion becomes plain motion when the warm-up ends with the line still high. A line
/// that stays high too long ends the motion and begins a [Trouble#SENSOR_FAULT], until it falls; so
/// does one that cannot be watched, until it can be again.
///
/// @param warmAt when the sensor can be trusted
/// @param highSince when the line rose; means nothing while low
/// @param broken whether the line cannot be watched
record MotionSensor(PirTimes times, long warmAt, Seen seen, long highSince, boolean broken) {
    enum Seen {
        LOW,
        WARM_UP_MOTION,
        MOTION,
        STUCK
    }

    record Step(MotionSensor sensor, List<AlarmInput> inputs) {}

    /// A sensor whose node starts at `now`, and with it, as far as anybody knows, its power.
    static MotionSensor poweredOn(PirTimes times, long now) {
        return new MotionSensor(times, now + times.warmUp().toNanos(), Seen.LOW, now, false);
    }

    /// When time alone changes what is seen; empty for never.
    OptionalLong deadline() {
        return switch (seen) {
            case LOW, STUCK -> OptionalLong.empty();
            case WARM_UP_MOTION -> OptionalLong.of(earlier(warmAt, stuckAt()));
            case MOTION -> OptionalLong.of(stuckAt());
        };
    }

    /// The line is at `high`, as an edge or a reading says. Repeating a level changes nothing.
    Step level(boolean high, long at) {
        Step timed = passTime(at);
        MotionSensor sensor = timed.sensor();
        List<AlarmInput> inputs = new ArrayList<>(timed.inputs());
        if (high && sensor.seen == Seen.LOW) {
            boolean warmUp = at - warmAt < 0;
            inputs.add(new AlarmInput.MotionStarted(warmUp));
            sensor = new MotionSensor(times, warmAt, motion(warmUp), at, broken);
        } else if (!high && sensor.seen != Seen.LOW) {
            MotionSensor low = sensor.seeing(Seen.LOW);
            if (sensor.moving()) {
                inputs.add(new AlarmInput.MotionEnded());
            } else if (!low.faulty()) {
                inputs.add(new AlarmInput.TroubleEnded(Trouble.SENSOR_FAULT));
            }
            sensor = low;
        }
        return new Step(sensor, List.copyOf(inputs));
    }

    /// The line cannot be watched: motion that lasted must not last until it can be.
    Step broken(long now) {
        Step timed = passTime(now);
        MotionSensor before = timed.sensor();
        List<AlarmInput> inputs = new ArrayList<>(timed.inputs());
        if (before.moving()) {
            inputs.add(new AlarmInput.MotionEnded());
        }
        if (!before.faulty()) {
            inputs.add(new AlarmInput.TroubleBegan(Trouble.SENSOR_FAULT));
        }
        Seen left = before.moving() ? Seen.LOW : before.seen;
        return new Step(
                new MotionSensor(times, warmAt, left, highSince, true), List.copyOf(inputs));
    }

    /// It can be watched again.
    Step mended(long now) {
        Step timed = passTime(now);
        MotionSensor before = timed.sensor();
        MotionSensor after = new MotionSensor(times, warmAt, before.seen, before.highSince, false);
        List<AlarmInput> inputs = new ArrayList<>(timed.inputs());
        if (before.faulty() && !after.faulty()) {
            inputs.add(new AlarmInput.TroubleEnded(Trouble.SENSOR_FAULT));
        }
        return new Step(after, List.copyOf(inputs));
    }

    private boolean moving() {
        return seen == Seen.WARM_UP_MOTION || seen == Seen.MOTION;
    }

    private boolean faulty() {
        return broken || seen == Seen.STUCK;
    }

    /// Nothing but time.
    Step passTime(long now) {
        MotionSensor sensor = this;
        List<AlarmInput> inputs = new ArrayList<>();
        if (sensor.seen == Seen.WARM_UP_MOTION && now - warmAt >= 0 && warmAt - stuckAt() < 0) {
            inputs.add(new AlarmInput.MotionStarted(false));
            sensor = sensor.seeing(Seen.MOTION);
        }
        if (sensor.moving() && now - stuckAt() >= 0) {
            inputs.add(new AlarmInput.MotionEnded());
            if (!sensor.faulty()) {
                inputs.add(new AlarmInput.TroubleBegan(Trouble.SENSOR_FAULT));
            }
            sensor = sensor.seeing(Seen.STUCK);
        }
        return new Step(sensor, List.copyOf(inputs));
    }

    private static Seen motion(boolean warmUp) {
        return warmUp ? Seen.WARM_UP_MOTION : Seen.MOTION;
    }

    private MotionSensor seeing(Seen now) {
        return new MotionSensor(times, warmAt, now, highSince, broken);
    }

    private long stuckAt() {
        return highSince + times.stuckAfter().toNanos();
    }

    private static long earlier(long a, long b) {
        return a - b < 0 ? a : b;
    }
}
