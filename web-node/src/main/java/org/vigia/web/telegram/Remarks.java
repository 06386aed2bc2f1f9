package org.vigia.web.telegram;

import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.vigia.shared.link.LinkMessage;
import org.vigia.shared.time.Pace;
import org.vigia.web.event.Custody;
import org.vigia.web.event.EventCatalogue;
import org.vigia.web.event.Mark;
import org.vigia.web.event.StoredEvent;

/// What people say of events under the alerts of their camera. A stolen camera may speak here, too:
/// so only of its own events, not while it is in doubt, and no more keeps a day than a person would
/// press. Safe for several threads.
public final class Remarks {
    private static final Logger LOG = LoggerFactory.getLogger(Remarks.class);
    private static final int KEEPS_A_DAY = 100;
    private static final long DAY_NANOS = Duration.ofDays(1).toNanos();
    private static final String BY = "Telegram";

    private final EventCatalogue events;
    private final Custody custody;
    private final Predicate<String> doubted;
    private final Pace pace;
    private final Map<String, Keeps> keeps = new HashMap<>();

    private record Keeps(long sinceNanos, int count) {}

    /// @param doubted whether a camera is not to be believed
    public Remarks(EventCatalogue events, Custody custody, Predicate<String> doubted, Pace pace) {
        this.events = events;
        this.custody = custody;
        this.doubted = doubted;
        this.pace = pace;
    }

    /// @throws IOException when the disk refuses
    public synchronized void take(String camera, LinkMessage.EventRemarked remarked)
            throws IOException {
        Optional<StoredEvent> event = events.find(remarked.event());
        if (event.isEmpty() || !event.get().camera().equals(camera)) {
            LOG.warn("camera {}: event {} is not its own", camera, remarked.event());
        } else if (doubted.test(camera)) {
            LOG.warn("camera {} is in doubt: what it says of events does not count", camera);
        } else if (!remarked.keep()) {
            custody.mark(remarked.event(), Mark.NOTE, BY, "false alarm");
        } else if (mayKeep(camera)) {
            custody.mark(remarked.event(), Mark.KEPT, BY, null);
        } else {
            LOG.warn("camera {}: over {} keeps a day, one more is refused", camera, KEEPS_A_DAY);
        }
    }

    private boolean mayKeep(String camera) {
        long now = pace.nanos();
        Keeps before = keeps.getOrDefault(camera, new Keeps(now, 0));
        Keeps today = now - before.sinceNanos() >= DAY_NANOS ? new Keeps(now, 0) : before;
        keeps.put(camera, new Keeps(today.sinceNanos(), today.count() + 1));
        return today.count() < KEEPS_A_DAY;
    }
}
