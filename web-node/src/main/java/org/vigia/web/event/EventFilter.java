package org.vigia.web.event;

import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.vigia.shared.event.EventKind;

/// Which events are meant.
///
/// @param cameras only of these; null for every one's
/// @param kinds only of these kinds; empty for all but self-tests, which are listed only where they
///   are kept or asked for
/// @param fromMillis shown at or after ([StoredEvent#shownMillis]); null for no bound
/// @param toMillis shown before; null for no bound
/// @param shelf which part of what is here
/// @param unseenBy only what somebody who has seen this has not seen; null for both
public record EventFilter(
        @Nullable Set<String> cameras,
        Set<EventKind> kinds,
        @Nullable Long fromMillis,
        @Nullable Long toMillis,
        Shelf shelf,
        @Nullable SeenArrivals unseenBy) {
    /// Everything but the bin.
    public static final EventFilter ALL =
            new EventFilter(null, Set.of(), null, null, Shelf.LISTED, null);

    /// A part of what is here.
    public enum Shelf {
        /// All but the bin.
        LISTED,
        /// What retention never deletes.
        KEPT,
        /// What a person has deleted.
        BIN
    }

    /// Takes copies.
    public EventFilter {
        cameras = cameras == null ? null : Set.copyOf(cameras);
        kinds = Set.copyOf(kinds);
    }

    /// The events of some cameras.
    public static EventFilter of(Set<String> cameras) {
        return new EventFilter(cameras, Set.of(), null, null, Shelf.LISTED, null);
    }

    /// The same, of these cameras alone.
    public EventFilter within(Set<String> those) {
        Set<String> common = new HashSet<>(those);
        if (cameras != null) {
            common.retainAll(cameras);
        }
        return new EventFilter(common, kinds, fromMillis, toMillis, shelf, unseenBy);
    }

    private boolean isTestAskedFor(StoredEvent event) {
        return shelf == Shelf.LISTED
                && event.shelves().isEmpty()
                && kinds.contains(EventKind.SELF_TEST);
    }

    /// Whether an event is meant.
    public boolean matches(StoredEvent event) {
        long shown = event.shownMillis();
        return (cameras == null || cameras.contains(event.camera()))
                && (kinds.isEmpty() || kinds.contains(event.kind()))
                && (fromMillis == null || shown >= fromMillis)
                && (toMillis == null || shown < toMillis)
                && (event.shelves().contains(shelf) || isTestAskedFor(event))
                && (unseenBy == null || !unseenBy.has(event.arrival()));
    }
}
