package org.vigia.web.index;

import java.util.List;
import java.util.Set;
import org.vigia.shared.event.EventKind;
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
    EMPTIED(3),
    /// A self-test's: listed only for who asks for that kind.
    TESTED(4);

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
        if (marks.contains(Standing.KEPT)) {
            return KEPT;
        }
        return event.kind() == EventKind.SELF_TEST ? TESTED : LISTED;
    }

    static List<Place> of(EventFilter filter) {
        return switch (filter.shelf()) {
            case LISTED ->
                    filter.kinds().contains(EventKind.SELF_TEST)
                            ? List.of(LISTED, KEPT, TESTED)
                            : List.of(LISTED, KEPT);
            case KEPT -> List.of(KEPT);
            case BIN -> List.of(BINNED, EMPTIED);
        };
    }
}
