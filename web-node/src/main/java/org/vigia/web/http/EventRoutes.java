package org.vigia.web.http;

import io.javalin.http.Context;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.vigia.shared.event.EventId;
import org.vigia.web.account.Right;
import org.vigia.web.event.EventFilter;
import org.vigia.web.event.EventQuery;
import org.vigia.web.event.HistoryPlace;
import org.vigia.web.event.SeenArrivals;
import org.vigia.web.event.StoredEvent;

/// The history as data.
final class EventRoutes {
    private static final int DEFAULT_LIMIT = 50;
    private static final int MAX_LIMIT = 100;

    private final SiteHistory history;

    private record EventList(List<EventJson> events, @Nullable String next) {}

    EventRoutes(SiteHistory history) {
        this.history = history;
    }

    void register(RouteTable routes) {
        routes.get(Right.LOOK, "/api/v1/events", this::list);
        routes.get(Right.LOOK, "/api/v1/events/{id}", this::one);
    }

    private void list(Context ctx, Session session) throws IOException {
        int limit = Questions.number(ctx, "limit", 1, MAX_LIMIT, DEFAULT_LIMIT);
        SeenArrivals seen = history.seen().of(session.user());
        EventFilter filter =
                new EventFilter(
                        Questions.cameras(ctx, session),
                        Questions.kinds(ctx),
                        Questions.moment(ctx, "from"),
                        Questions.moment(ctx, "to"),
                        shelf(ctx),
                        Questions.flag(ctx, "unseen") ? seen : null);
        // One more than asked for shows whether there is more.
        List<StoredEvent> found =
                history.events()
                        .find(new EventQuery(filter, Questions.place(ctx, "before"), limit + 1));
        boolean more = found.size() > limit;
        List<StoredEvent> page = more ? found.subList(0, limit) : found;
        Reply.json(
                ctx,
                new EventList(
                        page.stream()
                                .map(e -> EventJson.of(e, history.thumbnails(), seen))
                                .toList(),
                        more ? HistoryPlace.of(page.getLast()).text() : null));
    }

    private static EventFilter.Shelf shelf(Context ctx) {
        boolean kept = Questions.flag(ctx, "kept");
        boolean bin = Questions.flag(ctx, "bin");
        if (kept && bin) {
            throw Problem.badRequest("kept, bin: what is kept is not in the bin.");
        }
        if (bin) {
            return EventFilter.Shelf.BIN;
        }
        return kept ? EventFilter.Shelf.KEPT : EventFilter.Shelf.LISTED;
    }

    private void one(Context ctx, Session session) throws IOException {
        StoredEvent event = find(ctx, session, history);
        Reply.json(
                ctx, EventJson.of(event, history.thumbnails(), history.seen().of(session.user())));
    }

    /// The event that the path names.
    ///
    /// @throws Problem 404 when there is none within the session's reach
    static StoredEvent find(Context ctx, Session session, SiteHistory history) {
        return history.events()
                .find(id(ctx))
                .filter(event -> session.reach().sees(event.camera()))
                .orElseThrow(EventRoutes::unknown);
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
}
