package org.vigia.web.event;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.vigia.shared.event.EventId;
import org.vigia.shared.event.EvidenceKind;

/// The events that are stored here, for those who show them. Safe for use by several threads.
public interface EventCatalogue {
    /// The events that match, newest arrival first.
    List<StoredEvent> find(EventQuery query);

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
