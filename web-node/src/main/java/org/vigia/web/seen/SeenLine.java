package org.vigia.web.seen;

import java.util.List;

/// A line of an account's file: adds to what the lines before have said.
///
/// @param upTo everything up to this arrival is seen; 0 where the line does not say
/// @param ranges pairs of first and last arrival, both included, which are seen as well
record SeenLine(long upTo, List<List<Long>> ranges) {
    /// @throws IllegalArgumentException when a range is none
    SeenLine {
        ranges = ranges.stream().map(List::copyOf).toList();
        if (upTo < 0
                || ranges.stream()
                        .anyMatch(r -> r.size() != 2 || r.get(0) < 1 || r.get(0) > r.get(1))) {
            throw new IllegalArgumentException("not what somebody has seen");
        }
    }

    static SeenLine of(long arrival) {
        return new SeenLine(0, List.of(List.of(arrival, arrival)));
    }
}
