package org.vigia.web.http;

import io.javalin.http.Context;
import java.time.DateTimeException;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.vigia.shared.event.EventId;
import org.vigia.web.account.Right;
import org.vigia.web.event.EventCatalogue;
import org.vigia.web.event.EventQuery;
import org.vigia.web.event.StoredEvent;
import org.vigia.web.event.Thumbnails;

/// The history as data.
final class EventRoutes {
    private static final int DEFAULT_LIMIT = 50;
    private static final int MAX_LIMIT = 100;

    private final EventCatalogue events;
    private final Thumbnails thumbnails;

    private record EventList(List<EventJson> events, @Nullable Long next) {}

    EventRoutes(EventCatalogue events, Thumbnails thumbnails) {
        this.events = events;
        this.thumbnails = thumbnails;
    }

    void register(RouteTable routes) {
        routes.get(Right.LOOK, "/api/v1/events", (ctx, session) -> list(ctx));
        routes.get(Right.LOOK, "/api/v1/events/{id}", (ctx, session) -> one(ctx));
    }

    private void list(Context ctx) {
        long limit = number(ctx, "limit", 1, MAX_LIMIT, (long) DEFAULT_LIMIT);
        List<StoredEvent> found =
                events.find(
                        new EventQuery(
                                only(CameraRoutes.nameOrNull(ctx.queryParam("camera"))),
                                moment(ctx, "from"),
                                moment(ctx, "to"),
                                numberOrNull(ctx, "before", 1, Long.MAX_VALUE),
                                // One more than asked for shows whether there is more.
                                (int) limit + 1));
        boolean more = found.size() > limit;
        List<StoredEvent> page = more ? found.subList(0, (int) limit) : found;
        Reply.json(
                ctx,
                new EventList(
                        page.stream().map(e -> EventJson.of(e, thumbnails)).toList(),
                        more ? page.getLast().arrival() : null));
    }

    private static @Nullable Set<String> only(@Nullable String camera) {
        return camera == null ? null : Set.of(camera);
    }

    private void one(Context ctx) {
        EventId id = id(ctx);
        StoredEvent event = events.find(id).orElseThrow(EventRoutes::unknown);
        Reply.json(ctx, EventJson.of(event, thumbnails));
    }

    /// The event id in the path.
    ///
    /// @throws Problem 404 when it is anything else, an encoded path included
    static EventId id(Context ctx) {
        String text = ctx.pathParam("id");
        if (!EventId.isId(text)) {
            throw unknown();
        }
        return new EventId(text);
    }

    static Problem unknown() {
        return Problem.notFound("There is no such event.");
    }

    private static @Nullable Long moment(Context ctx, String name) {
        String text = ctx.queryParam(name);
        if (text == null || text.isEmpty()) {
            return null;
        }
        try {
            // A plus sign that was not encoded arrives as a space.
            return OffsetDateTime.parse(text.replace(' ', '+')).toInstant().toEpochMilli();
        } catch (DateTimeException | ArithmeticException e) {
            throw Problem.badRequest(
                    name + ": must be a time as in 2026-05-01T00:00:00Z (RFC 3339).");
        }
    }

    private static long number(Context ctx, String name, long min, long max, long otherwise) {
        Long given = numberOrNull(ctx, name, min, max);
        return given == null ? otherwise : given;
    }

    private static @Nullable Long numberOrNull(Context ctx, String name, long min, long max) {
        String text = ctx.queryParam(name);
        if (text == null || text.isEmpty()) {
            return null;
        }
        try {
            long value = Long.parseLong(text);
            if (value >= min && value <= max) {
                return value;
            }
        } catch (NumberFormatException e) {
            // Answered below, like a number out of range.
        }
        throw Problem.badRequest(
                "%s: must be a number between %d and %d.".formatted(name, min, max));
    }
}
