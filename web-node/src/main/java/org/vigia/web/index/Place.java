package org.vigia.web.index;

import java.util.List;
import java.util.Set;
import org.vigia.web.event.EventFilter;
import org.vigia.web.event.Standing;
import org.vigia.web.event.StoredEvent;

/// Where in the history an event stands: each of the table's indexes is ordered by it first, so
/// that a list is a few stretches of them. The numbers are in the database.
enum Place {
    LISTED(0),
    KEPT(1),
    BINNED(2),
    /// It was binned, and its files are deleted.
    EMPTIED(3);

    private final int number;

    Place(int number) {
        this.number = number;
    }

    int number() {
        return number;
    }

    boolean isListed() {
        return this == LISTED || this == KEPT;
    }

    static Place of(int number) {
        return values()[number];
    }

    static Place of(StoredEvent event) {
        Set<Standing> marks = event.marks();
        if (marks.contains(Standing.BINNED)) {
            return marks.contains(Standing.DELETED) ? EMPTIED : BINNED;
        }
        return marks.contains(Standing.KEPT) ? KEPT : LISTED;
    }

    static List<Place> of(EventFilter.Shelf shelf) {
        return switch (shelf) {
            case LISTED -> List.of(LISTED, KEPT);
            case KEPT -> List.of(KEPT);
            case BIN -> List.of(BINNED, EMPTIED);
        };
    }
}
