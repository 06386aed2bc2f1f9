package org.vigia.web.http;

import io.javalin.http.Context;
import io.javalin.http.HandlerType;
import io.javalin.websocket.WsConfig;
import io.javalin.websocket.WsConnectContext;
import io.javalin.websocket.WsContext;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.vigia.web.account.Right;
import org.vigia.web.sight.LiveSight;
import org.vigia.web.sight.Sight;
import org.vigia.web.sight.Sights;
import org.vigia.web.still.Still;

/// The live picture: over a WebSocket, or as the body of a GET that does not end where a phone or a
/// proxy refuses it. The messages are the same; docs/openapi.yaml describes them. And single
/// pictures of it, for browsers that play no such film.
final class LiveRoutes {
    private static final Logger LOG = LoggerFactory.getLogger(LiveRoutes.class);
    private static final String PATH = "/api/v1/cameras/{id}/live";
    private static final String PICTURE = "/api/v1/cameras/{id}/picture";
    private static final String VISIT = "vigia.visit";
    private static final int POLICY = 1008;
    private static final int TRY_LATER = 1013;

    private final Sights sights;
    private final Gate gate;
    private final Map<String, LiveSocket> sockets = new ConcurrentHashMap<>();

    /// Who was let in before the upgrade, and what they see.
    private record Visit(Session session, Sight sight) {}

    LiveRoutes(Sights sights, Gate gate) {
        this.sights = sights;
        this.gate = gate;
    }

    void register(RouteTable routes) {
        routes.noteSocket(Right.LOOK, PATH);
        routes.javalin().wsBeforeUpgrade(PATH, this::check);
        routes.javalin().ws(PATH, this::handle);
        routes.get(Right.LOOK, PATH, this::stream);
        routes.get(Right.LOOK, PICTURE, this::picture);
    }

    // Javalin's ordinary filters do not run for WebSockets, so all checks are made here. Browsers
    // always send Origin with a WebSocket, and other sites' pages may open one.
    private void check(Context ctx) {
        Session session = gate.session(ctx).orElseThrow(Problem::signInFirst);
        RouteTable.entitled(session, Right.LOOK);
        ctx.attribute(VISIT, visit(ctx, session));
    }

    /// Lets a page of this site, or a script, to a camera that `session` sees.
    private Visit visit(Context ctx, Session session) {
        gate.checkOrigin(ctx);
        Visit visit = new Visit(session, sights.of(session.onlooker(ctx)));
        if (visit.sight().cameras().find(CameraRoutes.name(ctx)).isEmpty()) {
            throw CameraRoutes.unknown();
        }
        return visit;
    }

    private void picture(Context ctx, Session session) throws InterruptedException {
        LiveSight live = visit(ctx, session).sight().live();
        switch (live.still(CameraRoutes.name(ctx))) {
            case Still.Taken(byte[] jpeg, Duration age) ->
                    ctx.header("Picture-Age", Long.toString(age.toMillis()))
                            .contentType("image/jpeg")
                            .result(jpeg);
            case Still.Awaited() -> throw Problem.busy("No frame has come yet.");
            case Still.Crowded() -> throw Problem.busy("Too many watch, or wait for pictures.");
            case Still.Gap(String reason) -> throw Problem.noPicture(reason);
            case Still.Offline() -> throw Problem.offline();
            case Still.Undecodable() -> throw Problem.noDecoder();
        }
    }

    private void stream(Context ctx, Session session) throws Exception {
        Visit visit = visit(ctx, session);
        String name = CameraRoutes.name(ctx);
        HttpServletResponse response = ctx.res();
        response.setContentType("application/octet-stream");
        response.setHeader("X-Accel-Buffering", "no");
        if (ctx.method().equals(HandlerType.HEAD)) {
            return;
        }
        LiveStream stream = LiveStream.of(ctx, gate.sessions(), session);
        var viewing =
                visit.sight()
                        .live()
                        .view(name, stream)
                        .orElseThrow(() -> Problem.busy("Too many viewers."));
        LOG.debug("{} watches {} as a stream", session.user(), name);
        try (viewing) {
            stream.serve();
        }
    }

    private void handle(WsConfig ws) {
        ws.onConnect(this::connect);
        ws.onClose(this::forget);
        ws.onError(this::forget);
        ws.onMessage(ctx -> ctx.closeSession(POLICY, "nothing is expected here"));
        ws.onBinaryMessage(ctx -> ctx.closeSession(POLICY, "nothing is expected here"));
    }

    private void connect(WsConnectContext ctx) {
        Visit visit = ctx.attribute(VISIT);
        if (visit == null || !gate.sessions().keepAlive(visit.session())) {
            ctx.closeSession(POLICY, "signed out");
            return;
        }
        LiveSocket socket = new LiveSocket(ctx.session, gate.sessions(), visit.session());
        sockets.put(ctx.sessionId(), socket);
        var viewing = visit.sight().live().view(ctx.pathParam("id"), socket);
        if (viewing.isEmpty()) {
            ctx.closeSession(TRY_LATER, "too many viewers");
            return;
        }
        socket.attach();
        LOG.debug("{} watches {}", visit.session().user(), ctx.pathParam("id"));
    }

    private void forget(WsContext ctx) {
        LiveSocket socket = sockets.remove(ctx.sessionId());
        if (socket != null) {
            socket.close();
        }
    }
}
