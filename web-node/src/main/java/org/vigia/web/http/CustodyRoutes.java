package org.vigia.web.http;

import io.javalin.http.Context;
import io.javalin.http.HandlerType;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.vigia.shared.event.EventId;
import org.vigia.shared.json.Json;
import org.vigia.web.account.Right;
import org.vigia.web.event.Custody;
import org.vigia.web.event.Mark;

/// What a person may do with an event: keep it, note something, confirm it, delete it.
final class CustodyRoutes {
    private static final Logger LOG = LoggerFactory.getLogger(CustodyRoutes.class);
    private static final String EVENT = "/api/v1/events/{id}";

    private final Custody custody;
    private final Gate gate;

    private record Note(String text) {}

    CustodyRoutes(Custody custody, Gate gate) {
        this.custody = custody;
        this.gate = gate;
    }

    void register(RouteTable routes) {
        mark(routes, "keep", Mark.KEPT);
        mark(routes, "release", Mark.RELEASED);
        mark(routes, "confirm", Mark.CONFIRMED);
        routes.post(
                Right.MARK,
                EVENT + "/note",
                (ctx, session) -> mark(ctx, session, Mark.NOTE, note(gate.json(ctx))));
        routes.delete(Right.DELETE, EVENT, this::delete);
        routes.post(Right.DELETE, EVENT + "/restore", this::restore);
        routes.get(Right.LOOK, EVENT + "/export.zip", (ctx, session) -> export(ctx));
    }

    private void mark(RouteTable routes, String word, Mark mark) {
        routes.post(
                Right.MARK, EVENT + "/" + word, (ctx, session) -> mark(ctx, session, mark, null));
    }

    private void mark(Context ctx, Session session, Mark mark, @Nullable String text)
            throws IOException {
        EventId id = EventRoutes.id(ctx);
        try {
            answer(ctx, custody.mark(id, mark, session.user(), text));
        } catch (IllegalArgumentException e) {
            throw Problem.badRequest("text: " + e.getMessage() + ".");
        }
        LOG.info("{} from {}: {} {}", session.user(), ctx.ip(), mark, id);
    }

    private void export(Context ctx) throws IOException {
        Custody.Export export =
                custody.export(EventRoutes.id(ctx)).orElseThrow(EventRoutes::unknown);
        HttpServletResponse response = ctx.res();
        response.setContentType("application/zip");
        response.setHeader(
                "Content-Disposition", "attachment; filename=\"%s\"".formatted(export.fileName()));
        response.setContentLengthLong(export.length());
        if (ctx.method().equals(HandlerType.GET)) {
            export.writeTo(response.getOutputStream());
        }
    }

    private void restore(Context ctx, Session session) throws IOException {
        mark(ctx, session, Mark.RESTORED, null);
    }

    private void delete(Context ctx, Session session) throws IOException {
        mark(ctx, session, Mark.BINNED, null);
    }

    private static void answer(Context ctx, Custody.Outcome outcome) {
        switch (outcome) {
            case DONE, RESTORED -> ctx.status(204);
            case UNKNOWN -> throw EventRoutes.unknown();
            case KEPT -> throw Problem.refused("The event is kept; release it first.");
            case DELETED -> throw Problem.refused("The event is deleted.");
            case BINNED -> throw Problem.refused("The event is in the bin; restore it first.");
        }
    }

    private static String note(byte[] body) {
        try {
            Note note = Json.read(body, Note.class);
            if (note.text() == null) {
                throw new IOException("no text");
            }
            return note.text().strip();
        } catch (IOException e) {
            throw Problem.badRequest(
                    "The body must be {\"text\":…}; an empty text removes a note.");
        }
    }
}
