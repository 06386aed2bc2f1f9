package org.vigia.web.index;

import java.util.ArrayList;
import java.util.List;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Query;
import org.jspecify.annotations.Nullable;
import org.vigia.web.event.HistoryPlace;

/// A stretch of one of the table's indexes, walked from the newest shown to the oldest, of which
/// the rows themselves are not read.
///
/// @param camera whose events; null for every one's
/// @param kind of which kind, which a camera must go with; null for all
/// @param place where they stand
/// @param fromMillis shown at or after
record HistoryWalk(@Nullable String camera, @Nullable String kind, Place place, long fromMillis) {
    private static final String ORDER = "shelf, shown_millis DESC, arrival DESC";

    /// The first `most` behind `before`. Two stretches of the index: those shown at the same moment
    /// as that place, and those shown before.
    List<HistoryPlace> next(Handle handle, HistoryPlace before, int most) {
        List<HistoryPlace> found =
                new ArrayList<>(
                        bound(
                                        handle,
                                        " AND shown_millis = :shown AND arrival < :arrival"
                                                + " AND shown_millis >= :from",
                                        most)
                                .bind("shown", before.shownMillis())
                                .bind("arrival", before.arrival())
                                .map((row, context) ->
                                        new HistoryPlace(row.getLong(1), row.getLong(2)))
                                .list());
        if (found.size() < most) {
            found.addAll(
                    bound(
                                    handle,
                                    " AND shown_millis < :shown AND shown_millis >= :from",
                                    most - found.size())
                            .bind("shown", before.shownMillis())
                            .map((row, context) -> new HistoryPlace(row.getLong(1), row.getLong(2)))
                            .list());
        }
        return found;
    }

    private Query bound(Handle handle, String range, int most) {
        Query query =
                handle.createQuery(sql("shown_millis, arrival", range))
                        .bind("shelf", place.number())
                        .bind("from", fromMillis)
                        .bind("most", most);
        return bind(query);
    }

    Query bind(Query query) {
        if (camera != null) {
            query.bind("camera", camera);
        }
        if (kind != null) {
            query.bind("kind", kind);
        }
        return query;
    }

    /// H2 walks an index in order only if the order names all its columns.
    String sql(String columns, String range) {
        String index = "history";
        String where = "shelf = :shelf";
        String order = ORDER;
        if (kind != null) {
            index = "history_of_kind";
            where = "camera = :camera AND kind = :kind AND " + where;
            order = "camera, kind, " + order;
        } else if (camera != null) {
            index = "history_of_camera";
            where = "camera = :camera AND " + where;
            order = "camera, " + order;
        }
        return "SELECT %s FROM events USE INDEX (%s) WHERE %s%s ORDER BY %s LIMIT :most"
                .formatted(columns, index, where, range, order);
    }
}
