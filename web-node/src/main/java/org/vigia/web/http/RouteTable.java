package org.vigia.web.http;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.Handler;
import io.javalin.http.HandlerType;
import io.javalin.http.HttpStatus;
import java.util.ArrayList;
import java.util.List;

/// The one way to register a route, so that none is open by oversight: who handles a route that
/// needs a session is handed the session. Remembers what was registered.
final class RouteTable {
    private final RoutesConfig routes;
    private final Gate gate;
    private final List<Entry> entries = new ArrayList<>();

    /// What was registered.
    record Entry(String method, String path, boolean open) {}

    /// Handles the request of somebody signed in.
    interface SignedIn {
        void handle(Context ctx, Session session) throws Exception;
    }

    RouteTable(RoutesConfig routes, Gate gate) {
        this.routes = routes;
        this.gate = gate;
    }

    RoutesConfig javalin() {
        return routes;
    }

    Gate gate() {
        return gate;
    }

    List<Entry> entries() {
        return List.copyOf(entries);
    }

    /// GET and HEAD for everybody.
    void openGet(String path, Handler handler) {
        add(HandlerType.GET, path, true, handler);
        add(HandlerType.HEAD, path, true, handler);
    }

    /// POST for everybody on this site's own pages and for scripts.
    void openPost(String path, Handler handler) {
        add(
                HandlerType.POST,
                path,
                true,
                ctx -> {
                    gate.checkOrigin(ctx);
                    handler.handle(ctx);
                });
    }

    /// POST of a form for everybody on this site's own pages.
    void openForm(String path, Handler handler) {
        add(
                HandlerType.POST,
                path,
                true,
                ctx -> {
                    gate.checkFormOrigin(ctx);
                    handler.handle(ctx);
                });
    }

    /// GET and HEAD with a session.
    void get(String path, SignedIn handler) {
        Handler guarded = ctx -> handler.handle(ctx, require(ctx));
        add(HandlerType.GET, path, false, guarded);
        add(HandlerType.HEAD, path, false, guarded);
    }

    /// GET and HEAD with a session; without one a person is led to the start page.
    void page(String path, SignedIn handler) {
        Handler guarded =
                ctx -> {
                    var session = gate.session(ctx);
                    if (session.isPresent()) {
                        handler.handle(ctx, session.get());
                    } else {
                        ctx.redirect("/?next=" + path, HttpStatus.SEE_OTHER);
                    }
                };
        add(HandlerType.GET, path, false, guarded);
        add(HandlerType.HEAD, path, false, guarded);
    }

    /// POST with a session and its token in the header.
    void post(String path, SignedIn handler) {
        add(HandlerType.POST, path, false, tokenRequired(handler));
    }

    /// DELETE with a session and its token in the header.
    void delete(String path, SignedIn handler) {
        add(HandlerType.DELETE, path, false, tokenRequired(handler));
    }

    /// Notes a WebSocket's route, whose own checks are made before the upgrade.
    void noteSocket(String path) {
        entries.add(new Entry("WS", path, false));
    }

    private Handler tokenRequired(SignedIn handler) {
        return ctx -> {
            gate.checkOrigin(ctx);
            Session session = require(ctx);
            gate.checkToken(ctx, session, null);
            handler.handle(ctx, session);
        };
    }

    private Session require(Context ctx) {
        return gate.session(ctx).orElseThrow(Problem::signInFirst);
    }

    private void add(HandlerType method, String path, boolean open, Handler handler) {
        routes.addHttpHandler(method, path, handler);
        entries.add(new Entry(method.name(), path, open));
    }
}
