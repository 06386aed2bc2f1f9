package org.vigia.web.index;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.Query;
import org.jspecify.annotations.Nullable;
import org.vigia.shared.event.EventId;
import org.vigia.shared.event.EventKind;
import org.vigia.shared.event.EvidenceName;
import org.vigia.web.event.EventQuery;
import org.vigia.web.event.Standing;
import org.vigia.web.event.StoredEvent;

/// The table `events`, a row an event.
final class EventTable {
    private static final String MERGE =
            """
            MERGE INTO events (id, incident, camera, kind, stage, started_millis, time_certain,
                arrived_millis, arrival, clip_millis, pre_roll_millis, snapshot, clip, streamed,
                streamed_millis, marks, note)
            KEY (id)
            VALUES (:id, :incident, :camera, :kind, :stage, :started, :certain,
                :arrived, :arrival, :clipMillis, :preRollMillis, :snapshot, :clip, :streamed,
                :streamedMillis, :marks, :note)\
            """;

    private final Jdbi jdbi;

    EventTable(Jdbi jdbi) {
        this.jdbi = jdbi;
    }

    void put(StoredEvent event) {
        jdbi.useHandle(handle ->
                handle.createUpdate(MERGE)
                        .bind("id", event.id().text())
                        .bind("incident", event.incident().text())
                        .bind("camera", event.camera())
                        .bind("kind", event.kind().name())
                        .bind("stage", event.stage().name())
                        .bind("started", event.startedMillis())
                        .bind("certain", event.timeCertain())
                        .bind("arrived", event.arrivedMillis())
                        .bind("arrival", event.arrival())
                        .bind("clipMillis", event.clipMillis())
                        .bind("preRollMillis", event.preRollMillis())
                        .bind("snapshot", text(event.snapshot()))
                        .bind("clip", text(event.clip()))
                        .bind("streamed", text(event.streamed()))
                        .bind("streamedMillis", event.streamedMillis())
                        .bind("marks", words(event.marks()))
                        .bind("note", event.note())
                        .execute());
    }

    List<StoredEvent> find(EventQuery query) {
        Set<String> cameras = query.cameras();
        if (cameras != null && cameras.isEmpty()) {
            return List.of();
        }
        List<String> conditions = new ArrayList<>();
        conditions.add("TRUE");
        add(conditions, cameras, cameras(cameras));
        add(conditions, query.fromMillis(), "started_millis >= :from");
        add(conditions, query.toMillis(), "started_millis < :to");
        add(conditions, query.before(), "arrival < :before");
        String sql =
                "SELECT * FROM events USE INDEX (%s) WHERE ".formatted(way(query))
                        + String.join(" AND ", conditions)
                        + order(query);
        return jdbi.withHandle(handle -> {
            Query bound = handle.createQuery(sql).bind("limit", query.limit());
            if (cameras != null && cameras.size() == 1) {
                bound.bind("camera", cameras.iterator().next());
            } else if (cameras != null) {
                bound.bindList("cameras", List.copyOf(cameras));
            }
            bind(bound, "from", query.fromMillis());
            bind(bound, "to", query.toMillis());
            bind(bound, "before", query.before());
            return bound.map((row, context) -> event(row)).list();
        });
    }

    List<StoredEvent> oldest(String camera, long after, int most) {
        return jdbi.withHandle(handle ->
                handle.createQuery(
                                """
                                SELECT * FROM events USE INDEX (events_by_camera)
                                WHERE camera = :camera AND arrival > :after
                                    AND marks NOT LIKE '%KEPT%' AND marks NOT LIKE '%DELETED%'
                                ORDER BY camera DESC, arrival LIMIT :most\
                                """)
                        .bind("camera", camera)
                        .bind("after", after)
                        .bind("most", most)
                        .map((row, context) -> event(row))
                        .list());
    }

    Optional<StoredEvent> find(EventId id) {
        return jdbi.withHandle(handle ->
                handle.createQuery("SELECT * FROM events WHERE id = :id")
                        .bind("id", id.text())
                        .map((row, context) -> event(row))
                        .findOne());
    }

    List<StoredEvent> unfinished() {
        return jdbi.withHandle(handle ->
                handle.createQuery("SELECT * FROM events WHERE stage <> 'WHOLE'")
                        .map((row, context) -> event(row))
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

    // H2 cannot know that walking in the order of arrival ends at the limit, and sorts a range of
    // times instead, however long.
    private static String way(EventQuery query) {
        if (query.fromMillis() != null && query.toMillis() != null) {
            return "events_by_start";
        }
        Set<String> cameras = query.cameras();
        return cameras != null && cameras.size() == 1 ? "events_by_camera" : "events_by_arrival";
    }

    private static String cameras(@Nullable Set<String> cameras) {
        return cameras != null && cameras.size() == 1
                ? "camera = :camera"
                : "camera IN (<cameras>)";
    }

    // A camera's own index is walked in order only if the order names all its columns.
    private static String order(EventQuery query) {
        return way(query).equals("events_by_camera")
                ? " ORDER BY camera, arrival DESC LIMIT :limit"
                : " ORDER BY arrival DESC LIMIT :limit";
    }

    private static StoredEvent event(ResultSet row) throws SQLException {
        return new StoredEvent(
                new EventId(row.getString("id")),
                new EventId(row.getString("incident")),
                row.getString("camera"),
                EventKind.valueOf(row.getString("kind").toUpperCase(Locale.ROOT)),
                StoredEvent.Stage.valueOf(row.getString("stage")),
                row.getLong("started_millis"),
                row.getBoolean("time_certain"),
                row.getLong("arrived_millis"),
                row.getLong("arrival"),
                row.getLong("clip_millis"),
                row.getLong("pre_roll_millis"),
                name(row.getString("snapshot")),
                name(row.getString("clip")),
                name(row.getString("streamed")),
                row.getLong("streamed_millis"),
                marks(row.getString("marks")),
                row.getString("note"));
    }

    private static String words(Set<Standing> marks) {
        return marks.stream().map(Standing::name).collect(Collectors.joining(" "));
    }

    private static Set<Standing> marks(String words) {
        return Stream.of(words.split(" ", -1))
                .filter(word -> !word.isEmpty())
                .map(Standing::valueOf)
                .collect(Collectors.toUnmodifiableSet());
    }

    private static void add(List<String> conditions, @Nullable Object value, String condition) {
        if (value != null) {
            conditions.add(condition);
        }
    }

    private static void bind(Query query, String name, @Nullable Object value) {
        if (value != null) {
            query.bind(name, value);
        }
    }

    private static @Nullable String text(@Nullable EvidenceName name) {
        return name == null ? null : name.text();
    }

    private static @Nullable EvidenceName name(@Nullable String text) {
        return text == null ? null : EvidenceName.parse(text).orElse(null);
    }
}
