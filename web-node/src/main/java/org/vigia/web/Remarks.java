package org.vigia.web;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.vigia.shared.event.EventId;
import org.vigia.shared.event.Remark;
import org.vigia.shared.time.Pace;
import org.vigia.web.event.Mark;
import org.vigia.web.event.StoredEvent;
import org.vigia.web.store.EventStore;

/// What people say of events through a camera, whose key may be stolen: only of its own events, so
/// many a day, nothing while it is doubted, and never over a note that somebody has written.
final class Remarks {
    static final int A_DAY = 100;

    private static final Logger LOG = LoggerFactory.getLogger(Remarks.class);
    private static final long DAY_NANOS = Duration.ofDays(1).toNanos();
    private static final String BY = "telegram";
    private static final String FALSE_ALARM = "False alarm";

    private final EventStore store;
    private final Pace pace;
    private final Map<String, Deque<Long>> taken = new HashMap<>();

    Remarks(EventStore store, Pace pace) {
        this.store = store;
        this.pace = pace;
    }

    /// @throws IOException when the disk refuses
    void take(String camera, EventId event, Remark remark) throws IOException {
        if (store.isDoubted(camera)) {
            LOG.info("camera {} is in doubt: what it says of event {} is left out", camera, event);
            return;
        }
        if (!mayYet(camera)) {
            return;
        }
        boolean known =
                switch (remark) {
                    case KEEP -> store.mark(camera, event, Mark.KEPT, BY, null);
                    case FALSE_ALARM ->
                            hasNote(camera, event)
                                    || store.mark(camera, event, Mark.NOTE, BY, FALSE_ALARM);
                };
        LOG.info(
                "camera {}: {} of event {}{}", camera, remark, event, known ? "" : ": not its own");
    }

    private boolean hasNote(String camera, EventId event) throws IOException {
        return store.read(camera, event).map(StoredEvent::note).isPresent();
    }

    private synchronized boolean mayYet(String camera) {
        long now = pace.nanos();
        Deque<Long> times = taken.computeIfAbsent(camera, _ -> new ArrayDeque<>());
        while (!times.isEmpty() && now - times.getFirst() >= DAY_NANOS) {
            times.removeFirst();
        }
        if (times.size() >= A_DAY) {
            LOG.debug("camera {}: too many remarks today", camera);
            return false;
        }
        times.addLast(now);
        if (times.size() == A_DAY) {
            LOG.warn("camera {}: {} remarks within a day; no more are taken", camera, A_DAY);
        }
        return true;
    }
}
