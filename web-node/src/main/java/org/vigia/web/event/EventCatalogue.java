package org.vigia.web.event;

import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.vigia.shared.event.EventId;
import org.vigia.shared.event.EvidenceKind;

/// The events that are stored here, for those who show them. Safe for use by several threads.
public interface EventCatalogue {
    /// The events that match, the newest shown first.
    List<StoredEvent> find(EventQuery query);

    /// A camera's events, the newest arrival first.
    ///
    /// @param before only with a lower place in the order of arrival
    /// @param most how many at most
    List<StoredEvent> arrived(String camera, long before, int most);

    /// The last place in the order of arrival; 0 where there is none.
    long newestArrival();

    /// The days that have listed events, in order.
    ///
    /// @param cameras only of these; null for every one's
    /// @param from the first day
    /// @param to the day behind the last
    /// @param seen what somebody has seen
    List<DayCount> days(
            @Nullable Set<String> cameras, LocalDate from, LocalDate to, SeenArrivals seen);

    /// How many listed events somebody has not seen.
    ///
    /// @param cameras only of these; null for every one's
    /// @param most counts no further than this
    int unseen(@Nullable Set<String> cameras, SeenArrivals seen, int most);

    /// Listed events as stretches, the newest shown first: those shown in a stretch of time, and
    /// those whose films reach into it.
    ///
    /// @param cameras only of these; null for every one's
    /// @param fromMillis at or after
    /// @param toMillis before
    /// @param most how many at most
    List<Span> spans(@Nullable Set<String> cameras, long fromMillis, long toMillis, int most);

    /// One event.
    Optional<StoredEvent> find(EventId id);

    /// The file of one kind, in full; empty where it has not arrived. Its name is that of an
    /// [org.vigia.shared.event.EvidenceName], its content never changes.
    Optional<Path> file(EventId id, EvidenceKind kind);

    /// Tells `observer` of each event that is new or has come further, until the subscription is
    /// closed. Called on the thread that stored it: observers return quickly and do not throw.
    Subscription subscribe(Consumer<StoredEvent> observer);

    /// Ends a subscription.
    interface Subscription extends AutoCloseable {
        @Override
        void close();
    }
}
