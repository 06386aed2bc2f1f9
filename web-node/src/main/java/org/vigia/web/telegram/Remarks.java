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
    static final int KEEPS_A_DAY = 100;
    private static final long LOG_NANOS = Duration.ofMinutes(1).toNanos();
    private static final long DAY_NANOS = Duration.ofDays(1).toNanos();
    private static final String BY = "Telegram";

    private final EventCatalogue events;
    private final Custody custody;
    private final Predicate<String> doubted;
    private final Pace pace;
    private final Map<String, Keeps> keeps = new HashMap<>();

    private final Map<String, Refusals> refusals = new HashMap<>();

    /// @param unsaid how many were refused since the last line of the log
    private record Refusals(long saidNanos, int unsaid) {}

    private record Keeps(long sinceNanos, int count) {}

    /// Nobody has said anything yet.
    ///
    /// @param doubted whether a camera is not to be believed
    public Remarks(EventCatalogue events, Custody custody, Predicate<String> doubted, Pace pace) {
        this.events = events;
        this.custody = custody;
        this.doubted = doubted;
        this.pace = pace;
    }

    /// Takes what a person has said of an event of this camera's.
    ///
    /// @throws IOException when the disk refuses
    public synchronized void take(String camera, LinkMessage.EventRemarked remarked)
            throws IOException {
        Optional<StoredEvent> event = events.find(remarked.event());
        if (event.isEmpty() || !event.get().camera().equals(camera)) {
            refused(camera, "event " + remarked.event() + " is not its own");
        } else if (doubted.test(camera)) {
            refused(camera, "it is in doubt, what it says of events does not count");
        } else if (!remarked.keep()) {
            // A note that a person has written is not for a camera to replace.
            if (event.get().note() == null) {
                custody.mark(remarked.event(), Mark.NOTE, BY, "false alarm");
            }
        } else if (mayKeep(camera)) {
            custody.mark(remarked.event(), Mark.KEPT, BY, null);
        } else {
            refused(camera, "over " + KEEPS_A_DAY + " keeps a day, one more is refused");
        }
    }

    /// A stolen camera must not fill the log.
    private void refused(String camera, String why) {
        long now = pace.nanos();
        Refusals before = refusals.get(camera);
        if (before == null || now - before.saidNanos() >= LOG_NANOS) {
            String more =
                    before != null && before.unsaid() > 0
                            ? " (and " + before.unsaid() + " more remarks since the last line)"
                            : "";
            LOG.warn("camera {}: {}{}", camera, why, more);
            refusals.put(camera, new Refusals(now, 0));
        } else {
            refusals.put(camera, new Refusals(before.saidNanos(), before.unsaid() + 1));
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
