package org.vigia.web.event;

import org.jspecify.annotations.Nullable;

/// A page of the history, the newest shown first.
///
/// @param filter which events
/// @param before only behind this place; null from the newest on
/// @param limit at most this many, 1 to [#MAX_LIMIT]
public record EventQuery(EventFilter filter, @Nullable HistoryPlace before, int limit) {
    /// The most that one answer holds.
    public static final int MAX_LIMIT = 200;

    /// @throws IllegalArgumentException when the limit is out of range
    public EventQuery {
        if (limit < 1 || limit > MAX_LIMIT) {
            throw new IllegalArgumentException(
                    "limit: must be between 1 and %d, was %d".formatted(MAX_LIMIT, limit));
        }
    }

    /// The newest of all.
    public static EventQuery newest(int limit) {
        return new EventQuery(EventFilter.ALL, null, limit);
    }
}
