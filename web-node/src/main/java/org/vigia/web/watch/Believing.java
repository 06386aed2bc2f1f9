package org.vigia.web.watch;

import java.io.IOException;
import java.util.List;
import org.vigia.shared.event.EventId;
import org.vigia.web.event.Custody;
import org.vigia.web.event.EventCatalogue;
import org.vigia.web.event.Mark;
import org.vigia.web.event.Standing;
import org.vigia.web.event.StoredEvent;

/// Marks what a camera has sent since it was lost as confirmed.
final class Believing {
    // An event that was announced before the loss may have got its files after it. Such ones lie
    // just
    // before it in the order of arrival.
    private static final int PAGE = 200;
    private static final int BEFORE = 5 * PAGE;

    private final EventCatalogue events;
    private final Custody custody;

    Believing(EventCatalogue events, Custody custody) {
        this.events = events;
        this.custody = custody;
    }

    /// May be repeated where it was interrupted.
    ///
    /// @param first the event that tells of the loss
    void confirm(String camera, EventId first, String by) throws IOException {
        long before = Long.MAX_VALUE;
        int left = Integer.MAX_VALUE;
        while (left > 0) {
            List<StoredEvent> page = events.arrived(camera, before, PAGE);
            for (StoredEvent event : page) {
                if (event.marks().contains(Standing.UNCONFIRMED)) {
                    custody.mark(event.id(), Mark.CONFIRMED, by, null);
                }
                left = event.id().equals(first) ? BEFORE : left - 1;
            }
            if (page.isEmpty()) {
                return;
            }
            before = page.getLast().arrival();
        }
    }
}
