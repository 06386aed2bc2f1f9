package org.vigia.web.index;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;
import org.vigia.web.event.DayCount;
import org.vigia.web.event.SeenArrivals;
import org.vigia.web.event.StoredEvent;

/// The table `days`: how many listed events a camera has on a day of the site's time zone, and
/// bounds of their arrivals, which tell of most days at once whether they have been seen.
final class DayTable {
    private static final int STRIDE = 10_000;

    private final Jdbi jdbi;
    private final ZoneId zone;
    private final Set<String> cameras = ConcurrentHashMap.newKeySet();

    private record Key(long day, String camera) {}

    private record Count(String camera, long day, long events, long first, long last) {}

    /// Where a listed event stands.
    private record Spot(String camera, long shownMillis) {}

    /// @param zone whose days they are
    DayTable(Jdbi jdbi, ZoneId zone) {
        this.jdbi = jdbi;
        this.zone = zone;
    }

    /// Takes an event's change over, before its row changes.
    void change(Handle handle, StoredEvent event) {
        Optional<Spot> before =
                handle.createQuery(
                                "SELECT camera, shown_millis FROM events"
                                        + " WHERE id = :id AND shelf < 2")
                        .bind("id", event.id().text())
                        .map((row, context) -> new Spot(row.getString(1), row.getLong(2)))
                        .findOne();
        Optional<Spot> after =
                Place.of(event).isListed()
                        ? Optional.of(new Spot(event.camera(), event.shownMillis()))
                        : Optional.empty();
        cameras.add(event.camera());
        if (!before.map(this::key).equals(after.map(this::key))) {
            before.ifPresent(spot -> add(handle, key(spot), -1, event.arrival(), event.arrival()));
            after.ifPresent(spot -> add(handle, key(spot), 1, event.arrival(), event.arrival()));
        }
    }

    private static void add(Handle handle, Key key, long events, long first, long last) {
        handle.createUpdate(
                        """
                        MERGE INTO days AS d
                        USING (VALUES (CAST(:day AS INT), CAST(:camera AS VARCHAR(32)),
                            CAST(:events AS BIGINT), CAST(:first AS BIGINT), CAST(:last AS BIGINT)))
                            AS n (number, camera, events, first_arrival, last_arrival)
                        ON d.number = n.number AND d.camera = n.camera
                        WHEN MATCHED THEN UPDATE SET events = d.events + n.events,
                            first_arrival = LEAST(d.first_arrival, n.first_arrival),
                            last_arrival = GREATEST(d.last_arrival, n.last_arrival)
                        WHEN NOT MATCHED THEN INSERT (number, camera, events, first_arrival,
                            last_arrival)
                            VALUES (n.number, n.camera, n.events, n.first_arrival, n.last_arrival)\
                        """)
                .bind("day", key.day())
                .bind("camera", key.camera())
                .bind("events", events)
                .bind("first", first)
                .bind("last", last)
                .execute();
    }

    /// Counts anew where that has not been done, or was for another time zone.
    void ensure() {
        Optional<String> counted =
                jdbi.withHandle(handle ->
                        handle.createQuery("SELECT zone FROM days_zone")
                                .mapTo(String.class)
                                .findFirst());
        if (!counted.equals(Optional.of(zone.getId()))) {
            recount();
        }
        readCameras();
    }

    /// Counts all events anew, some thousand at a time.
    void recount() {
        Map<Key, Count> counts = new HashMap<>();
        long after = 0;
        while (true) {
            long from = after;
            List<Long> arrivals = new ArrayList<>();
            jdbi.useHandle(handle ->
                    handle.createQuery(
                                    """
                                    SELECT arrival, camera, shown_millis, shelf FROM events
                                    WHERE arrival > :after ORDER BY arrival LIMIT :stride\
                                    """)
                            .bind("after", from)
                            .bind("stride", STRIDE)
                            .map((row, context) -> {
                                long arrival = row.getLong(1);
                                arrivals.add(arrival);
                                if (Place.of(row.getInt(4)).isListed()) {
                                    Key key = key(new Spot(row.getString(2), row.getLong(3)));
                                    counts.merge(
                                            key,
                                            new Count(key.camera(), key.day(), 1, arrival, arrival),
                                            DayTable::sum);
                                }
                                return arrival;
                            })
                            .forEach(arrival -> {}));
            if (arrivals.isEmpty()) {
                break;
            }
            after = arrivals.getLast();
        }
        jdbi.useTransaction(handle -> {
            handle.execute("DELETE FROM days");
            handle.execute("DELETE FROM days_zone");
            counts.forEach((key, c) -> add(handle, key, c.events(), c.first(), c.last()));
            handle.execute("INSERT INTO days_zone (zone) VALUES (?)", zone.getId());
        });
        readCameras();
    }

    private static Count sum(Count a, Count b) {
        return new Count(
                a.camera(),
                a.day(),
                a.events() + b.events(),
                Math.min(a.first(), b.first()),
                Math.max(a.last(), b.last()));
    }

    /// The cameras that have listed events, or had.
    Set<String> cameras() {
        return Set.copyOf(cameras);
    }

    private void readCameras() {
        cameras.addAll(
                jdbi.withHandle(handle ->
                        handle.createQuery("SELECT DISTINCT camera FROM days")
                                .mapTo(String.class)
                                .list()));
    }

    /// The cameras that have any event. H2 finds them by steps in the index, not by a walk.
    List<String> allCameras() {
        return jdbi.withHandle(handle ->
                handle.createQuery("SELECT DISTINCT camera FROM events")
                        .mapTo(String.class)
                        .list());
    }

    /// The days from `from` until before `to`, in order.
    List<DayCount> days(
            @Nullable Set<String> cameras, LocalDate from, LocalDate to, SeenArrivals seen) {
        List<Count> counts =
                jdbi.withHandle(handle ->
                        handle.createQuery(
                                        """
                                        SELECT camera, number, events, first_arrival, last_arrival
                                        FROM days
                                        WHERE number >= :from AND number < :to AND events > 0
                                        ORDER BY number, camera\
                                        """)
                                .bind("from", from.toEpochDay())
                                .bind("to", to.toEpochDay())
                                .map((row, context) ->
                                        new Count(
                                                row.getString(1),
                                                row.getLong(2),
                                                row.getLong(3),
                                                row.getLong(4),
                                                row.getLong(5)))
                                .list());
        Map<Long, DayCount> days = new TreeMap<>();
        for (Count count : counts) {
            if (cameras == null || cameras.contains(count.camera())) {
                days.merge(
                        count.day(),
                        new DayCount(
                                LocalDate.ofEpochDay(count.day()),
                                count.events(),
                                unseen(count, seen)),
                        (a, b) ->
                                new DayCount(
                                        a.day(), a.events() + b.events(), a.unseen() + b.unseen()));
            }
        }
        return List.copyOf(days.values());
    }

    private long unseen(Count count, SeenArrivals seen) {
        List<SeenArrivals.Range> missing = seen.missing(count.first(), count.last());
        if (missing.isEmpty()) {
            return 0;
        }
        if (missing.getFirst().equals(new SeenArrivals.Range(count.first(), count.last()))) {
            return count.events();
        }
        LocalDate day = LocalDate.ofEpochDay(count.day());
        return jdbi.withHandle(handle -> {
            long unseen = 0;
            for (Place place : List.of(Place.LISTED, Place.KEPT)) {
                unseen +=
                        handle
                                .createQuery(
                                        """
                                        SELECT arrival FROM events USE INDEX (history_of_camera)
                                        WHERE camera = :camera AND shelf = :shelf
                                            AND shown_millis >= :from AND shown_millis < :to\
                                        """)
                                .bind("camera", count.camera())
                                .bind("shelf", place.number())
                                .bind("from", millis(day))
                                .bind("to", millis(day.plusDays(1)))
                                .mapTo(Long.class)
                                .stream()
                                .filter(arrival -> !seen.has(arrival))
                                .count();
            }
            return unseen;
        });
    }

    private Key key(Spot spot) {
        LocalDate day = Instant.ofEpochMilli(spot.shownMillis()).atZone(zone).toLocalDate();
        return new Key(day.toEpochDay(), spot.camera());
    }

    private long millis(LocalDate day) {
        return day.atStartOfDay(zone).toInstant().toEpochMilli();
    }
}
