package org.vigia.web.event;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Which events are asked for, newest first by order of arrival.
///
/// @param cameras only these cameras'; null for every one's, nothing where it is empty
/// @param fromMillis started at or after; null for no bound
/// @param toMillis started before; null for no bound
/// @param before only with an [StoredEvent#arrival] below this; null from the newest on
/// @param limit at most this many, 1 to [#MAX_LIMIT]
public record EventQuery(
        @Nullable Set<String> cameras,
        @Nullable Long fromMillis,
        @Nullable Long toMillis,
        @Nullable Long before,
        int limit) {
    /// The most that one answer holds.
    public static final int MAX_LIMIT = 200;

    /// Takes copies.
    ///
    /// @throws IllegalArgumentException when the limit is out of range
    public EventQuery {
        cameras = cameras == null ? null : Set.copyOf(cameras);
        if (limit < 1 || limit > MAX_LIMIT) {
            throw new IllegalArgumentException(
                    "limit: must be between 1 and %d, was %d".formatted(MAX_LIMIT, limit));
        }
    }

    /// The same question about these cameras alone.
    public EventQuery of(Set<String> those) {
        return new EventQuery(those, fromMillis, toMillis, before, limit);
    }
}
