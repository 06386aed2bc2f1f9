package org.vigia.web.http;

import io.javalin.http.Context;
import java.io.IOException;
import org.vigia.shared.json.Json;
import org.vigia.web.account.Right;
import org.vigia.web.sight.Sight;
import org.vigia.web.sight.Sights;

/// What the account has seen of the history.
final class SeenRoutes {
    private static final int MOST = 1000;

    private final Sights sights;
    private final Gate gate;

    private record Unseen(int unseen) {}

    private record UpTo(long upTo) {}

    SeenRoutes(Sights sights, Gate gate) {
        this.sights = sights;
        this.gate = gate;
    }

    void register(RouteTable routes) {
        routes.get(Right.LOOK, "/api/v1/seen", this::count);
        routes.post(Right.LOOK, "/api/v1/seen", this::seeUpTo);
        routes.post(Right.LOOK, "/api/v1/events/{id}/seen", this::see);
    }

    private void count(Context ctx, Session session) throws IOException {
        Sight history = sights.of(session.onlooker(ctx));
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
        sights.of(session.onlooker(ctx)).seen().seeUpTo(session.user(), upTo(gate.json(ctx)));
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
        Sight history = sights.of(session.onlooker(ctx));
        history.seen().see(session.user(), EventRoutes.find(ctx, history).arrival());
        ctx.status(204);
    }
}
