package org.vigia.shared.clip;

import java.time.Duration;
import org.vigia.shared.video.VideoConfig;

/// What a finished clip holds.
///
/// @param ticks its length in ticks of [VideoConfig#TIMESCALE]
/// @param frames how many frames, at least one
/// @param bytes its size
public record Clip(long ticks, long frames, long bytes) {
    /// Its length.
    public Duration duration() {
        return Duration.ofNanos(
                Math.multiplyExact(ticks, 1_000_000_000L / 10_000)
                        / (VideoConfig.TIMESCALE / 10_000));
    }
}
