package org.vigia.web.evidence;

import java.time.Duration;

/// What a camera may stream, whoever has its key.
///
/// @param maxBytes the most of one event
/// @param burst how many events may be begun in a row, and how many opened again; the latter counts
///   twice and more often where the film is long
/// @param refill how long until one more may be
/// @param unfinished how many events may have been streamed that are not whole
public record StreamLimits(long maxBytes, int burst, Duration refill, int unfinished) {
    /// 2 GiB an event: ten minutes at 25 Mbit/s. 30 events in a row, then one every two seconds. A
    /// thousand that are not whole: an honest camera's uploads have then not come for days.
    public static final StreamLimits DEFAULT =
            new StreamLimits(2L << 30, 30, Duration.ofSeconds(2), 1000);

    /// @throws IllegalArgumentException when a number is not above zero
    public StreamLimits {
        if (maxBytes < 1 || burst < 1 || !refill.isPositive() || unfinished < 1) {
            throw new IllegalArgumentException("limits must be above zero");
        }
    }
}
