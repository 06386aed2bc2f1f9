package org.vigia.bench;

import java.util.Arrays;
import java.util.List;

/// What was seen of one page.
///
/// @param shown of each new picture, from its making to the screen, in ms
/// @param had the same to the page's rendering step, in ms
/// @param stops how often the player ran out of pictures
/// @param unreadable pictures without a time, which should be none
/// @param bytes what came over the network meanwhile
/// @param seconds how long was measured
record Figures(
        double[] shown, double[] had, long stops, long unreadable, long bytes, double seconds) {
    static double[] array(List<Double> values) {
        return values.stream().mapToDouble(Double::doubleValue).toArray();
    }

    /// The latency that `share` of `latencies` did not exceed; NaN where there are none.
    static double percentile(double[] latencies, double share) {
        if (latencies.length == 0) {
            return Double.NaN;
        }
        double[] sorted = latencies.clone();
        Arrays.sort(sorted);
        return sorted[Math.max(0, (int) Math.ceil(share * sorted.length) - 1)];
    }

    double p50() {
        return percentile(shown, 0.5);
    }

    double p95() {
        return percentile(shown, 0.95);
    }

    double max() {
        return percentile(shown, 1);
    }

    long made() {
        return Math.round(seconds * Scene.FRAMES_PER_SECOND);
    }

    double megabitsPerSecond() {
        return bytes * 8 / seconds / 1e6;
    }
}
