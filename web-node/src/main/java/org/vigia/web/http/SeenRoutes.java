package org.vigia.web.http;

import io.javalin.http.Context;
import java.io.IOException;
import org.vigia.shared.json.Json;
import org.vigia.web.account.Right;

/// What the account has seen of the history.
final class SeenRoutes {
    private static final int MOST = 1000;

    private final SiteHistory history;
    private final Gate gate;

    private record Unseen(int unseen) {}

    private record UpTo(long upTo) {}

    SeenRoutes(SiteHistory history, Gate gate) {
        this.history = history;
        this.gate = gate;
    }

    void register(RouteTable routes) {
        routes.get(Right.LOOK, "/api/v1/seen", this::count);
        routes.post(Right.LOOK, "/api/v1/seen", this::seeUpTo);
        routes.post(Right.LOOK, "/api/v1/events/{id}/seen", this::see);
    }

    private void count(Context ctx, Session session) throws IOException {
        Reply.json(
                ctx,
                new Unseen(
                        history.events()
                                .unseen(
                                        session.reach().cameras(),
                                        history.seen().of(session.user()),
                                        MOST)));
    }

    private void seeUpTo(Context ctx, Session session) throws IOException {
        history.seen().seeUpTo(session.user(), upTo(gate.json(ctx)));
        ctx.status(204);
    }

    private static long upTo(byte[] body) {
        try {
            long upTo = Json.read(body, UpTo.class).upTo();
            if (upTo >= 0) {
                return upTo;
            }
        } catch (IOException e) {
            // Answered below, like a number out of range.
        }
        throw Problem.badRequest("The body must be {\"upTo\":…}, an event's arrival.");
    }

    private void see(Context ctx, Session session) throws IOException {
        history.seen().see(session.user(), EventRoutes.find(ctx, session, history).arrival());
        ctx.status(204);
    }
}
