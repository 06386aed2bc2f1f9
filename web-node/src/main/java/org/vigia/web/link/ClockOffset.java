package org.vigia.web.link;

import java.util.ArrayDeque;
import java.util.Deque;

/// How far a camera's monotonic clock is from this node's, from pings and pongs: the estimate of
/// the shortest round trip among the last ones, wrong by half of it at most. Used by one thread.
final class ClockOffset {
    private static final int KEPT = 32;

    private final Deque<Sample> samples = new ArrayDeque<>();

    private record Sample(long roundTripNanos, long offsetNanos) {}

    /// Takes one exchange.
    ///
    /// @param sentNanos this node's clock when the ping was made
    /// @param cameraNanos the camera's clock when it answered
    /// @param nowNanos this node's clock when the answer came
    void add(long sentNanos, long cameraNanos, long nowNanos) {
        long roundTrip = nowNanos - sentNanos;
        if (roundTrip < 0) {
            return;
        }
        samples.addLast(new Sample(roundTrip, sentNanos + roundTrip / 2 - cameraNanos));
        if (samples.size() > KEPT) {
            samples.removeFirst();
        }
    }

    boolean known() {
        return !samples.isEmpty();
    }

    /// The camera's `cameraNanos` on this node's clock; never later than `nowNanos`.
    long toLocal(long cameraNanos, long nowNanos) {
        Sample best = null;
        for (Sample sample : samples) {
            if (best == null || sample.roundTripNanos < best.roundTripNanos) {
                best = sample;
            }
        }
        if (best == null) {
            return nowNanos;
        }
        long local = cameraNanos + best.offsetNanos;
        return local - nowNanos > 0 ? nowNanos : local;
    }
}
