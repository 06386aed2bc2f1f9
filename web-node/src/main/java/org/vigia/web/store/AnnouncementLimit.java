package org.vigia.web.store;

import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.vigia.shared.event.EventId;
import org.vigia.shared.time.Pace;

/// How much a camera may announce, since each new event is a folder for good: some in a row, then
/// one every two seconds, and only so many that never become whole. Files make an event known
/// without an announcement, so that nothing is lost where this says no. Not safe for several
/// threads.
final class AnnouncementLimit {
    /// How many may come at once.
    static final int BURST = 30;

    /// The most events a camera may have announced since the start that are not whole.
    static final int UNFINISHED = 200;

    private static final long REFILL_NANOS = Duration.ofSeconds(2).toNanos();

    private final Pace pace;
    private final Map<String, Account> accounts = new HashMap<>();

    private static final class Account {
        final Set<EventId> unfinished = new HashSet<>();
        long fullNanos;

        Account(long nowNanos) {
            this.fullNanos = nowNanos;
        }
    }

    AnnouncementLimit(Pace pace) {
        this.pace = pace;
    }

    /// Counts an announcement.
    ///
    /// @return why it is too much, in words; null where it is not
    @Nullable String objection(String camera, EventId event) {
        long now = pace.nanos();
        Account account = accounts.computeIfAbsent(camera, _ -> new Account(now));
        // The bucket's level as the moment at which it will be full again.
        long full = account.fullNanos - now < 0 ? now : account.fullNanos;
        if (full - now > (BURST - 1) * REFILL_NANOS) {
            return "too many announcements";
        }
        if (account.unfinished.size() >= UNFINISHED && !account.unfinished.contains(event)) {
            return "%d announced events are not whole".formatted(UNFINISHED);
        }
        account.fullNanos = full + REFILL_NANOS;
        account.unfinished.add(event);
        return null;
    }

    /// An event has become whole.
    void whole(String camera, EventId event) {
        Account account = accounts.get(camera);
        if (account != null) {
            account.unfinished.remove(event);
        }
    }
}
