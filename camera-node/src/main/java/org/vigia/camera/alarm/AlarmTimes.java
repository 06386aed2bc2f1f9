package org.vigia.camera.alarm;

import java.time.Duration;

/// How long the alarm waits for what.
///
/// @param exitDelay from `arm` to armed, 0 to 10 min
/// @param entryDelay from the first motion to the siren, 0 to 5 min
/// @param motionTail how long an incident goes on after the last motion, 1 s to 1 min
/// @param panicTail the same after panic or tampering, 1 s to 5 min
/// @param rearmAfter from the last motion back to armed, 1 s to 1 h
public record AlarmTimes(
        Duration exitDelay,
        Duration entryDelay,
        Duration motionTail,
        Duration panicTail,
        Duration rearmAfter) {
    /// @throws IllegalArgumentException when a time is out of its range
    public AlarmTimes {
        check("exit delay", exitDelay, Duration.ZERO, Duration.ofMinutes(10));
        check("entry delay", entryDelay, Duration.ZERO, Duration.ofMinutes(5));
        check("motion tail", motionTail, Duration.ofSeconds(1), Duration.ofMinutes(1));
        check("panic tail", panicTail, Duration.ofSeconds(1), Duration.ofMinutes(5));
        check("rearm after", rearmAfter, Duration.ofSeconds(1), Duration.ofHours(1));
    }

    /// 30 s to leave, 30 s to disarm, 5 s of tail, 30 s after panic, armed again after 3 min.
    public static AlarmTimes defaults() {
        return new AlarmTimes(
                Duration.ofSeconds(30),
                Duration.ofSeconds(30),
                Duration.ofSeconds(5),
                Duration.ofSeconds(30),
                Duration.ofMinutes(3));
    }

    /// The same with other delays.
    public AlarmTimes withDelays(Duration exit, Duration entry) {
        return new AlarmTimes(exit, entry, motionTail, panicTail, rearmAfter);
    }

    private static void check(String name, Duration value, Duration least, Duration most) {
        if (value.compareTo(least) < 0 || value.compareTo(most) > 0) {
            throw new IllegalArgumentException(
                    "%s must be between %d s and %d s, was %s"
                            .formatted(name, least.toSeconds(), most.toSeconds(), value));
        }
    }
}
