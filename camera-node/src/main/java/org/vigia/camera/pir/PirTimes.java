package org.vigia.camera.pir;

import java.time.Duration;

/// What a motion sensor needs and when it is broken.
///
/// @param warmUp how long after power-on its pulses may be false (HC-SR501: 30 to 60 s), 0 to 5 min
/// @param stuckAfter how long its line may stay high before that is a fault, 1 min to 1 h. A sensor
///   set to retrigger stays high while somebody keeps moving: too short a time would end the
///   filming of a patient burglar.
public record PirTimes(Duration warmUp, Duration stuckAfter) {
    /// @throws IllegalArgumentException when a time is out of its range
    public PirTimes {
        if (warmUp.isNegative() || warmUp.compareTo(Duration.ofMinutes(5)) > 0) {
            throw new IllegalArgumentException(
                    "warm-up must be between 0 and 5 min, was " + warmUp);
        }
        if (stuckAfter.compareTo(Duration.ofMinutes(1)) < 0
                || stuckAfter.compareTo(Duration.ofHours(1)) > 0) {
            throw new IllegalArgumentException(
                    "stuck after must be between 1 min and 1 h, was " + stuckAfter);
        }
    }

    /// An HC-SR501: 60 s of warm-up, at fault after 10 min.
    public static PirTimes defaults() {
        return new PirTimes(Duration.ofSeconds(60), Duration.ofMinutes(10));
    }
}
