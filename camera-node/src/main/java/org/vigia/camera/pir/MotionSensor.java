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
/// that stays high too long ends the motion and begins a [Trouble#SENSOR_FAULT], until it falls.
///
/// @param warmAt when the sensor can be trusted
/// @param highSince when the line rose; means nothing while low
record MotionSensor(PirTimes times, long warmAt, Seen seen, long highSince) {
    enum Seen {
        LOW,
        WARM_UP_MOTION,
        MOTION,
        STUCK
    }

    record Step(MotionSensor sensor, List<AlarmInput> inputs) {}

    /// A sensor whose node starts at `now`, and with it, as far as anybody knows, its power.
    static MotionSensor poweredOn(PirTimes times, long now) {
        return new MotionSensor(times, now + times.warmUp().toNanos(), Seen.LOW, now);
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
            sensor = new MotionSensor(times, warmAt, motion(warmUp), at);
        } else if (!high && sensor.seen != Seen.LOW) {
            inputs.add(
                    sensor.seen == Seen.STUCK
                            ? new AlarmInput.TroubleEnded(Trouble.SENSOR_FAULT)
                            : new AlarmInput.MotionEnded());
            sensor = sensor.seeing(Seen.LOW);
        }
        return new Step(sensor, List.copyOf(inputs));
    }

    /// Nothing but time.
    Step passTime(long now) {
        MotionSensor sensor = this;
        List<AlarmInput> inputs = new ArrayList<>();
        if (sensor.seen == Seen.WARM_UP_MOTION && now - warmAt >= 0 && warmAt - stuckAt() < 0) {
            inputs.add(new AlarmInput.MotionStarted(false));
            sensor = sensor.seeing(Seen.MOTION);
        }
        boolean moving = sensor.seen == Seen.WARM_UP_MOTION || sensor.seen == Seen.MOTION;
        if (moving && now - stuckAt() >= 0) {
            inputs.add(new AlarmInput.MotionEnded());
            inputs.add(new AlarmInput.TroubleBegan(Trouble.SENSOR_FAULT));
            sensor = sensor.seeing(Seen.STUCK);
        }
        return new Step(sensor, List.copyOf(inputs));
    }

    private static Seen motion(boolean warmUp) {
        return warmUp ? Seen.WARM_UP_MOTION : Seen.MOTION;
    }

    private MotionSensor seeing(Seen now) {
        return new MotionSensor(times, warmAt, now, highSince);
    }

    private long stuckAt() {
        return highSince + times.stuckAfter().toNanos();
    }

    private static long earlier(long a, long b) {
        return a - b < 0 ? a : b;
    }
}
