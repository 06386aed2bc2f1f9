package org.vigia.camera.watch;

import java.time.Duration;

/// What is watched.
///
/// @param lens whether a covered or blurred lens is noticed
/// @param view whether it is noticed that the camera looks elsewhere
/// @param frozen whether a picture that does not change, or does not come, is noticed
/// @param frozenAfter how long the picture may stay the same, 10 s to 1 h
/// @param clock whether a wall clock is noticed that jumps
/// @param clockJump how far it may part from the monotonic clock, 1 s to 1 h
/// @param repeatAfter how long the same is not told again, 0 to 24 h
public record WatchSettings(
        boolean lens,
        boolean view,
        boolean frozen,
        Duration frozenAfter,
        boolean clock,
        Duration clockJump,
        Duration repeatAfter) {
    public static final Duration LEAST_FROZEN = Duration.ofSeconds(10);
    public static final Duration LEAST_JUMP = Duration.ofSeconds(1);
    public static final Duration MOST = Duration.ofHours(1);
    public static final Duration MOST_REPEAT = Duration.ofHours(24);

    /// @throws IllegalArgumentException when a time is out of its range
    public WatchSettings {
        check("frozen after", frozenAfter, LEAST_FROZEN, MOST);
        check("clock jump", clockJump, LEAST_JUMP, MOST);
        check("repeat after", repeatAfter, Duration.ZERO, MOST_REPEAT);
    }

    /// Everything; 60 s, 30 s, 10 min.
    public static WatchSettings defaults() {
        return new WatchSettings(
                true,
                true,
                true,
                Duration.ofSeconds(60),
                true,
                Duration.ofSeconds(30),
                Duration.ofMinutes(10));
    }

    /// Whether pictures are needed.
    boolean looks() {
        return lens || view || frozen;
    }

    private static void check(String name, Duration time, Duration min, Duration max) {
        if (time.compareTo(min) < 0 || time.compareTo(max) > 0) {
            throw new IllegalArgumentException(
                    "%s: must be between %s and %s, was %s".formatted(name, min, max, time));
        }
    }
}
