package org.vigia.web.index;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;
import org.jdbi.v3.core.statement.SqlStatement;
import org.jspecify.annotations.Nullable;
import org.vigia.shared.event.EventId;
import org.vigia.shared.event.EventKind;
import org.vigia.shared.event.EvidenceName;
import org.vigia.web.event.Span;
import org.vigia.web.event.Standing;
import org.vigia.web.event.StoredEvent;

/// A row of the table `events` and what it says.
final class EventRow {
    /// All its columns.
    static final String COLUMNS =
            "id, incident, camera, kind, stage, started_millis, time_certain, arrived_millis,"
                    + " arrival, clip_millis, pre_roll_millis, snapshot, clip, streamed,"
                    + " streamed_millis, marks, note";

    /// What [#span] reads.
    static final String SPAN_COLUMNS =
            "id, camera, kind, shown_millis, arrival, clip_millis, pre_roll_millis,"
                    + " streamed_millis, marks";

    private static final String MERGE =
            """
            MERGE INTO events (id, incident, camera, kind, stage, started_millis, time_certain,
                arrived_millis, arrival, clip_millis, pre_roll_millis, snapshot, clip, streamed,
                streamed_millis, marks, note, shown_millis, shelf)
            KEY (id)
            VALUES (:id, :incident, :camera, :kind, :stage, :started, :certain,
                :arrived, :arrival, :clipMillis, :preRollMillis, :snapshot, :clip, :streamed,
                :streamedMillis, :marks, :note, :shown, :shelf)\
            """;

    private EventRow() {}

    static void put(Handle handle, StoredEvent event) {
        bind(handle.createUpdate(MERGE), event).execute();
    }

    static void put(Handle handle, List<StoredEvent> events) {
        if (!events.isEmpty()) {
            PreparedBatch batch = handle.prepareBatch(MERGE);
            events.forEach(event -> bind(batch, event).add());
            batch.execute();
        }
    }

    private static <S extends SqlStatement<S>> S bind(S statement, StoredEvent event) {
        return statement
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
                .bind("shown", event.shownMillis())
                .bind("shelf", Place.of(event).number());
    }

    static StoredEvent event(ResultSet row) throws SQLException {
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

    static Span span(ResultSet row) throws SQLException {
        long from = row.getLong("shown_millis") - row.getLong("pre_roll_millis");
        long length = Math.max(row.getLong("clip_millis"), row.getLong("streamed_millis"));
        return new Span(
                new EventId(row.getString("id")),
                row.getString("camera"),
                EventKind.valueOf(row.getString("kind")),
                from,
                from + length,
                marks(row.getString("marks")));
    }

    private static String words(Set<Standing> marks) {
        return marks.stream().map(Standing::name).collect(Collectors.joining(" "));
    }

    private static Set<Standing> marks(String words) {
        return words.isEmpty()
                ? Set.of()
                : Stream.of(words.split(" ", -1))
                        .map(Standing::valueOf)
                        .collect(Collectors.toUnmodifiableSet());
    }

    private static @Nullable String text(@Nullable EvidenceName name) {
        return name == null ? null : name.text();
    }

    private static @Nullable EvidenceName name(@Nullable String text) {
        return text == null ? null : EvidenceName.parse(text).orElse(null);
    }
}
