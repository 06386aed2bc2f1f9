package org.vigia.web.index;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.NavigableSet;
import java.util.Set;
import java.util.TreeSet;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;
import org.vigia.shared.event.EventKind;
import org.vigia.web.event.EventFilter;
import org.vigia.web.event.EventQuery;
import org.vigia.web.event.HistoryPlace;
import org.vigia.web.event.SeenArrivals;
import org.vigia.web.event.Span;
import org.vigia.web.event.StoredEvent;

/// Pages of the history: places are gathered from stretches of the indexes, and only the rows that
/// are shown are read. So a page costs what is on it, however many events there are.
final class HistoryPages {
    // Up to so many events that somebody has not seen are found by their arrivals.
    private static final int FEW = 2000;
    private static final int CLOSE = 64;
    private static final int LONGEST_STRIDE = 5000;

    // A film that began so long before a day may reach into it.
    private static final long LONGEST_FILM_MILLIS = 20 * 60_000;

    private static final HistoryPlace NEWEST = new HistoryPlace(Long.MAX_VALUE, Long.MAX_VALUE);

    private final Jdbi jdbi;
    private final DayTable days;

    HistoryPages(Jdbi jdbi, DayTable days) {
        this.jdbi = jdbi;
        this.days = days;
    }

    List<StoredEvent> find(EventQuery query) {
        return jdbi.withHandle(handle -> {
            SeenArrivals seen = query.filter().unseenBy();
            if (seen != null) {
                List<SeenArrivals.Range> missing = seen.missing(1, newest(handle));
                long few = missing.stream().mapToLong(SeenArrivals.Range::size).sum();
                if (few <= FEW) {
                    return ofArrivals(handle, query, missing);
                }
            }
            return rows(handle, places(handle, query));
        });
    }

    private List<HistoryPlace> places(Handle handle, EventQuery query) {
        HistoryPlace start = NEWEST;
        if (query.filter().toMillis() != null) {
            start = new HistoryPlace(query.filter().toMillis(), 0);
        }
        HistoryPlace before = query.before();
        if (before != null && before.compareTo(start) > 0) {
            start = before;
        }
        TreeSet<HistoryPlace> places = new TreeSet<>();
        for (HistoryWalk walk : walks(query.filter())) {
            gather(handle, walk, start, query, places);
        }
        return List.copyOf(places);
    }

    /// Adds what a stretch has to the places so far, of which the first few stay.
    private static void gather(
            Handle handle,
            HistoryWalk walk,
            HistoryPlace start,
            EventQuery query,
            NavigableSet<HistoryPlace> places) {
        SeenArrivals seen = query.filter().unseenBy();
        int limit = query.limit();
        int stride = limit;
        HistoryPlace before = start;
        while (true) {
            List<HistoryPlace> found = walk.next(handle, before, stride);
            for (HistoryPlace place : found) {
                if (seen == null || !seen.has(place.arrival())) {
                    places.add(place);
                }
            }
            while (places.size() > limit) {
                places.pollLast();
            }
            boolean over =
                    found.size() < stride
                            || (places.size() == limit
                                    && places.last().compareTo(found.getLast()) <= 0);
            if (over) {
                return;
            }
            before = found.getLast();
            stride = Math.min(LONGEST_STRIDE, stride * 4);
        }
    }

    private List<HistoryWalk> walks(EventFilter filter) {
        List<HistoryWalk> walks = new ArrayList<>();
        long from = filter.fromMillis() == null ? Long.MIN_VALUE : filter.fromMillis();
        for (Place place : Place.of(filter)) {
            if (filter.kinds().isEmpty() && filter.cameras() == null) {
                walks.add(new HistoryWalk(null, null, place, from));
                continue;
            }
            for (String camera : cameras(filter, place)) {
                if (filter.kinds().isEmpty()) {
                    walks.add(new HistoryWalk(camera, null, place, from));
                }
                for (EventKind kind : filter.kinds()) {
                    walks.add(new HistoryWalk(camera, kind.name(), place, from));
                }
            }
        }
        return walks;
    }

    private Collection<String> cameras(EventFilter filter, Place place) {
        if (filter.cameras() != null) {
            return filter.cameras();
        }
        // A camera may have sent nothing but self-tests so far.
        return place == Place.TESTED ? days.allCameras() : days.cameras();
    }

    private static List<StoredEvent> rows(Handle handle, List<HistoryPlace> places) {
        Long[] arrivals = places.stream().map(HistoryPlace::arrival).toArray(Long[]::new);
        return handle
                .createQuery(
                        "SELECT %s FROM events WHERE arrival = ANY(:arrivals)"
                                .formatted(EventRow.COLUMNS))
                .bindArray("arrivals", Long.class, (Object[]) arrivals)
                .map((row, context) -> EventRow.event(row))
                .stream()
                .sorted(Comparator.comparing(HistoryPlace::of))
                .toList();
    }

    private static List<StoredEvent> ofArrivals(
            Handle handle, EventQuery query, List<SeenArrivals.Range> missing) {
        HistoryPlace before = query.before();
        List<HistoryPlace> found = new ArrayList<>();
        for (SeenArrivals.Range range : joined(missing)) {
            handle
                    .createQuery(
                            """
                            SELECT arrival, shown_millis, camera, kind, shelf FROM events
                            WHERE arrival BETWEEN :first AND :last\
                            """)
                    .bind("first", range.first())
                    .bind("last", range.last())
                    .map((row, context) -> Spot.read(row))
                    .stream()
                    .filter(spot -> spot.matches(query.filter()))
                    .map(Spot::place)
                    .filter(place -> before == null || place.compareTo(before) > 0)
                    .forEach(found::add);
        }
        return rows(handle, found.stream().sorted().limit(query.limit()).toList());
    }

    /// As much of a row as a filter asks about.
    private record Spot(HistoryPlace place, String camera, String kind, Place shelf) {
        static Spot read(ResultSet row) throws SQLException {
            return new Spot(
                    new HistoryPlace(row.getLong(2), row.getLong(1)),
                    row.getString(3),
                    row.getString(4),
                    Place.of(row.getInt(5)));
        }

        boolean matches(EventFilter filter) {
            Long from = filter.fromMillis();
            Long to = filter.toMillis();
            SeenArrivals seen = filter.unseenBy();
            return (filter.cameras() == null || filter.cameras().contains(camera))
                    && (filter.kinds().isEmpty()
                            || filter.kinds().stream().anyMatch(k -> k.name().equals(kind)))
                    && (from == null || place.shownMillis() >= from)
                    && (to == null || place.shownMillis() < to)
                    && Place.of(filter).contains(shelf)
                    && (seen == null || !seen.has(place.arrival()));
        }
    }

    /// What lies close together is read at once.
    private static List<SeenArrivals.Range> joined(List<SeenArrivals.Range> newestFirst) {
        List<SeenArrivals.Range> joined = new ArrayList<>();
        for (SeenArrivals.Range range : newestFirst) {
            if (!joined.isEmpty() && joined.getLast().first() - range.last() < CLOSE) {
                long last = joined.removeLast().last();
                joined.add(new SeenArrivals.Range(range.first(), last));
            } else {
                joined.add(range);
            }
        }
        return joined;
    }

    int unseen(@Nullable Set<String> cameras, SeenArrivals seen, int most) {
        return jdbi.withHandle(handle -> {
            int unseen = 0;
            for (SeenArrivals.Range range : seen.missing(1, newest(handle))) {
                if (cameras == null) {
                    unseen += count(handle, null, range, most - unseen);
                } else {
                    for (String camera : cameras) {
                        unseen += count(handle, camera, range, most - unseen);
                    }
                }
                if (unseen >= most) {
                    break;
                }
            }
            return unseen;
        });
    }

    private static int count(
            Handle handle, @Nullable String camera, SeenArrivals.Range range, int most) {
        String sql =
                """
                SELECT COUNT(*) FROM (SELECT 1 FROM events USE INDEX (%s)
                    WHERE %s arrival BETWEEN :first AND :last AND shelf < 2 LIMIT :most)\
                """
                        .formatted(
                                camera == null ? "events_by_arrival" : "events_by_camera",
                                camera == null ? "" : "camera = :camera AND");
        return new HistoryWalk(camera, null, Place.LISTED, 0)
                .bind(
                        handle.createQuery(sql)
                                .bind("first", range.first())
                                .bind("last", range.last())
                                .bind("most", most))
                .mapTo(Integer.class)
                .one();
    }

    List<Span> spans(@Nullable Set<String> cameras, long fromMillis, long toMillis, int most) {
        EventFilter filter = cameras == null ? EventFilter.ALL : EventFilter.of(cameras);
        List<Span> spans = new ArrayList<>();
        jdbi.useHandle(handle -> {
            for (HistoryWalk walk : walks(filter)) {
                String range = " AND shown_millis >= :from AND shown_millis < :to";
                walk
                        .bind(
                                handle.createQuery(walk.sql(EventRow.SPAN_COLUMNS, range))
                                        .bind("shelf", walk.place().number())
                                        .bind("from", fromMillis - LONGEST_FILM_MILLIS)
                                        .bind("to", toMillis)
                                        .bind("most", most))
                        .map((row, context) -> EventRow.span(row))
                        .stream()
                        .filter(s -> s.toMillis() > fromMillis || s.fromMillis() >= fromMillis)
                        .forEach(spans::add);
            }
        });
        return spans.stream()
                .sorted(Comparator.comparingLong(Span::fromMillis).reversed())
                .limit(most)
                .toList();
    }

    private static long newest(Handle handle) {
        return handle.createQuery("SELECT COALESCE(MAX(arrival), 0) FROM events")
                .mapTo(Long.class)
                .one();
    }
}
