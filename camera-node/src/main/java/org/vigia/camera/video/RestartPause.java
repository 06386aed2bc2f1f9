package org.vigia.camera.video;

import java.time.Duration;

/// How long to wait before the next start of a source that has failed.
///
/// @param failures how many times it has failed without a good spell between, from 0
record RestartPause(int failures) {
    private static final Duration FIRST = Duration.ofMillis(500);
    private static final Duration LONGEST = Duration.ofSeconds(30);

    /// Frames for this long make a source a good one again.
    static final Duration GOOD_SPELL = Duration.ofSeconds(30);

    RestartPause afterFailure() {
        return new RestartPause(Math.min(failures, 1 << 20) + 1);
    }

    /// 0.5 s after the first failure, twice as long after each further one, at most 30 s.
    Duration duration() {
        Duration pause = FIRST.multipliedBy(1L << Math.clamp(failures - 1, 0, 10));
        return pause.compareTo(LONGEST) > 0 ? LONGEST : pause;
    }
}
