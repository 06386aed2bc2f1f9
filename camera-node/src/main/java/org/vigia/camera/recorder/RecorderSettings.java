package org.vigia.camera.recorder;

import java.time.Duration;

/// How much is filmed.
///
/// @param preRoll film from before the start, 0 to 1 min; rounded up to a whole GOP
/// @param maxClip after this long a new clip begins at the next key frame, 5 s to 10 min
public record RecorderSettings(Duration preRoll, Duration maxClip) {
    /// @throws IllegalArgumentException when a time is out of its range
    public RecorderSettings {
        if (preRoll.isNegative() || preRoll.compareTo(Duration.ofMinutes(1)) > 0) {
            throw new IllegalArgumentException("pre-roll of " + preRoll);
        }
        if (maxClip.compareTo(Duration.ofSeconds(5)) < 0
                || maxClip.compareTo(Duration.ofMinutes(10)) > 0) {
            throw new IllegalArgumentException("clips of " + maxClip);
        }
    }
}
