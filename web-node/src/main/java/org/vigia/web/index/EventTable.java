package org.vigia.web.index;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Jdbi;
import org.vigia.shared.event.EventId;
import org.vigia.web.event.StoredEvent;

/// The table `events`, a row an event, in the order of arrival.
final class EventTable {
    private static final String SELECT = "SELECT " + EventRow.COLUMNS + " FROM events ";

    private final Jdbi jdbi;
    private final DayTable days;

    EventTable(Jdbi jdbi, DayTable days) {
        this.jdbi = jdbi;
        this.days = days;
    }

    /// Writes an event, and keeps the count of days in step.
    void put(StoredEvent event) {
        jdbi.useTransaction(handle -> {
            days.change(handle, event);
            EventRow.put(handle, event);
        });
    }

    /// Writes many events; the days are counted anew afterwards.
    void putUncounted(List<StoredEvent> events) {
        jdbi.useTransaction(handle -> EventRow.put(handle, events));
    }

    /// A camera's events, the newest arrival first.
    List<StoredEvent> arrived(String camera, long before, int most) {
        return list(
                """
                USE INDEX (events_by_camera)
                WHERE camera = :camera AND arrival < :before
                ORDER BY camera, arrival DESC LIMIT :most\
                """,
                Map.of("camera", camera, "before", before, "most", most));
    }

    List<StoredEvent> selfTests(String camera, long shownBefore, int most) {
        return list(
                """
                USE INDEX (history_of_kind)
                WHERE camera = :camera AND kind = 'SELF_TEST'
                    AND shelf = :shelf AND shown_millis < :before
                    AND marks NOT LIKE '%DELETED%'
                ORDER BY camera, kind, shelf, shown_millis DESC,
                    arrival DESC LIMIT :most\
                """,
                Map.of(
                        "camera",
                        camera,
                        "shelf",
                        Place.TESTED.number(),
                        "before",
                        shownBefore,
                        "most",
                        most));
    }

    List<StoredEvent> oldest(String camera, long after, int most) {
        return list(
                """
                USE INDEX (events_by_camera)
                WHERE camera = :camera AND arrival > :after
                    AND marks NOT LIKE '%KEPT%'
                    AND marks NOT LIKE '%DELETED%'
                ORDER BY camera DESC, arrival LIMIT :most\
                """,
                Map.of("camera", camera, "after", after, "most", most));
    }

    /// A camera's events in the bin whose files are here, the first to be shown first.
    List<StoredEvent> binned(String camera, int most) {
        return list(
                """
                USE INDEX (history_of_camera)
                WHERE camera = :camera AND shelf = :shelf
                ORDER BY camera DESC, shelf DESC, shown_millis, arrival
                LIMIT :most\
                """,
                Map.of("camera", camera, "shelf", Place.BINNED.number(), "most", most));
    }

    Optional<StoredEvent> find(EventId id) {
        return list("WHERE id = :id", Map.of("id", id.text())).stream().findFirst();
    }

    List<StoredEvent> unfinished() {
        return list("WHERE stage IN ('ANNOUNCED', 'ARRIVING')", Map.of());
    }

    private List<StoredEvent> list(String which, Map<String, ?> values) {
        return jdbi.withHandle(handle ->
                handle.createQuery(SELECT + which)
                        .bindMap(values)
                        .map((row, context) -> EventRow.event(row))
                        .list());
    }

    /// Every row so far is on the disk when this returns.
    void checkpoint() {
        jdbi.useHandle(handle -> handle.execute("CHECKPOINT SYNC"));
    }

    long lastArrival() {
        return jdbi.withHandle(handle ->
                handle.createQuery("SELECT COALESCE(MAX(arrival), 0) FROM events")
                        .mapTo(Long.class)
                        .one());
    }
}
