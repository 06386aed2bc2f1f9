package org.vigia.web.evidence;

import java.time.Duration;

/// What a camera may stream, whoever has its key.
///
/// @param maxBytes the most of one event
/// @param burst how many events may be begun in a row
/// @param refill how long until one more may be begun
public record StreamLimits(long maxBytes, int burst, Duration refill) {
    /// 2 GiB an event: ten minutes at 25 Mbit/s. 30 events in a row, then one every two seconds.
    public static final StreamLimits DEFAULT =
            new StreamLimits(2L << 30, 30, Duration.ofSeconds(2));

    /// @throws IllegalArgumentException when a number is not above zero
    public StreamLimits {
        if (maxBytes < 1 || burst < 1 || !refill.isPositive()) {
            throw new IllegalArgumentException("limits must be above zero");
        }
    }
}
