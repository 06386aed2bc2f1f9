package org.vigia.camera.siren;

import java.time.Duration;

/// How the siren sounds.
///
/// @param longest how long it may sound without a break, 1 s to 30 min; many by-laws ask for 3 min
/// @param silent whether it never makes a sound, chirps included
public record SirenSettings(Duration longest, boolean silent) {
    /// @throws IllegalArgumentException when the time is out of its range
    public SirenSettings {
        if (longest.compareTo(Duration.ofSeconds(1)) < 0
                || longest.compareTo(Duration.ofMinutes(30)) > 0) {
            throw new IllegalArgumentException(
                    "the siren's longest time must be between 1 s and 30 min, was " + longest);
        }
    }

    /// 3 min, not silent.
    public static SirenSettings defaults() {
        return new SirenSettings(Duration.ofMinutes(3), false);
    }
}
