package org.vigia.bench;

import java.util.List;

/// What was seen of one page.
///
/// @param latencies of each new picture, in ms, in any order
/// @param seconds how long was measured
/// @param bytes what came over the network meanwhile
/// @param unreadable pictures without a time, which should be none
record Figures(List<Double> latencies, double seconds, long bytes, long unreadable) {
    Figures {
        latencies = latencies.stream().sorted().toList();
    }

    /// The latency that `share` of the pictures did not exceed; NaN where nothing was seen.
    double percentile(double share) {
        if (latencies.isEmpty()) {
            return Double.NaN;
        }
        int place = (int) Math.ceil(share * latencies.size()) - 1;
        return latencies.get(Math.max(0, place));
    }

    double max() {
        return percentile(1);
    }

    int shown() {
        return latencies.size();
    }

    long made() {
        return Math.round(seconds * Scene.FRAMES_PER_SECOND);
    }

    double megabitsPerSecond() {
        return bytes * 8 / seconds / 1e6;
    }
}
