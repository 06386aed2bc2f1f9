package org.vigia.web.event;

import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;

/// What somebody has seen, by order of arrival: everything up to a watermark, and ranges above it.
/// Does not change.
public final class SeenArrivals {
    private final long upTo;
    private final NavigableMap<Long, Long> ranges;

    /// Arrivals that follow one another.
    ///
    /// @param last included
    public record Range(long first, long last) {
        /// @throws IllegalArgumentException when it is empty
        public Range {
            if (first > last) {
                throw new IllegalArgumentException("an empty range");
            }
        }

        /// How many.
        public long size() {
            return last - first + 1;
        }
    }

    /// @param upTo the watermark
    /// @param above disjoint ranges above it, by their first
    public SeenArrivals(long upTo, NavigableMap<Long, Long> above) {
        this.upTo = upTo;
        this.ranges = new TreeMap<>(above);
    }

    /// Everything up to `upTo`, and nothing above it.
    public static SeenArrivals upTo(long upTo) {
        return new SeenArrivals(upTo, new TreeMap<>());
    }

    /// Whether it has seen the event of this arrival.
    public boolean has(long arrival) {
        var below = ranges.floorEntry(arrival);
        return arrival <= upTo || (below != null && arrival <= below.getValue());
    }

    /// What it has not seen of `from` to `to`, both included, the newest first.
    public List<Range> missing(long from, long to) {
        List<Range> missing = new ArrayList<>();
        long end = to;
        for (var range : ranges.headMap(to, true).descendingMap().entrySet()) {
            if (end < from || range.getValue() < from) {
                break;
            }
            add(missing, Math.max(from, Math.max(upTo, range.getValue()) + 1), end);
            end = Math.min(end, range.getKey() - 1);
        }
        add(missing, Math.max(from, upTo + 1), end);
        return missing;
    }

    private static void add(List<Range> ranges, long first, long last) {
        if (first <= last) {
            ranges.add(new Range(first, last));
        }
    }
}
