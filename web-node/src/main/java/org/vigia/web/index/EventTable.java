package org.vigia.web.index;

import java.util.List;
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
        return jdbi.withHandle(handle ->
                handle.createQuery(
                                SELECT
                                        + """
                                        USE INDEX (events_by_camera)
                                        WHERE camera = :camera AND arrival < :before
                                        ORDER BY camera, arrival DESC LIMIT :most\
                                        """)
                        .bind("camera", camera)
                        .bind("before", before)
                        .bind("most", most)
                        .map((row, context) -> EventRow.event(row))
                        .list());
    }

    List<StoredEvent> selfTests(String camera, long shownBefore, int most) {
        return jdbi.withHandle(handle ->
                handle.createQuery(
                                SELECT
                                        + """
                                        USE INDEX (history_of_kind)
                                        WHERE camera = :camera AND kind = 'SELF_TEST'
                                            AND shelf = :shelf AND shown_millis < :before
                                            AND marks NOT LIKE '%DELETED%'
                                        ORDER BY camera, kind, shelf, shown_millis DESC,
                                            arrival DESC LIMIT :most\
                                        """)
                        .bind("camera", camera)
                        .bind("shelf", Place.TESTED.number())
                        .bind("before", shownBefore)
                        .bind("most", most)
                        .map((row, context) -> EventRow.event(row))
                        .list());
    }

    List<StoredEvent> oldest(String camera, long after, int most) {
        return jdbi.withHandle(handle ->
                handle.createQuery(
                                SELECT
                                        + """
                                        USE INDEX (events_by_camera)
                                        WHERE camera = :camera AND arrival > :after
                                            AND marks NOT LIKE '%KEPT%'
                                            AND marks NOT LIKE '%DELETED%'
                                        ORDER BY camera DESC, arrival LIMIT :most\
                                        """)
                        .bind("camera", camera)
                        .bind("after", after)
                        .bind("most", most)
                        .map((row, context) -> EventRow.event(row))
                        .list());
    }

    /// A camera's events in the bin whose files are here, the first to be shown first.
    List<StoredEvent> binned(String camera, int most) {
        return jdbi.withHandle(handle ->
                handle.createQuery(
                                SELECT
                                        + """
                                        USE INDEX (history_of_camera)
                                        WHERE camera = :camera AND shelf = :shelf
                                        ORDER BY camera DESC, shelf DESC, shown_millis, arrival
                                        LIMIT :most\
                                        """)
                        .bind("camera", camera)
                        .bind("shelf", Place.BINNED.number())
                        .bind("most", most)
                        .map((row, context) -> EventRow.event(row))
                        .list());
    }

    Optional<StoredEvent> find(EventId id) {
        return jdbi.withHandle(handle ->
                handle.createQuery(SELECT + "WHERE id = :id")
                        .bind("id", id.text())
                        .map((row, context) -> EventRow.event(row))
                        .findOne());
    }

    List<StoredEvent> unfinished() {
        return jdbi.withHandle(handle ->
                handle.createQuery(SELECT + "WHERE stage IN ('ANNOUNCED', 'ARRIVING')")
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
