package org.vigia.web.http;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.Handler;
import io.javalin.http.HandlerType;
import io.javalin.http.HttpStatus;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.vigia.web.account.Right;

/// The one way to register a route, so that none is open by oversight: a route that is not open
/// names the right it takes, and who handles it is handed the session, whose reach says with which
/// cameras. Remembers what was registered.
final class RouteTable {
    private final RoutesConfig routes;
    private final Gate gate;
    private final UnderWay underWay;
    private final List<Entry> entries = new ArrayList<>();

    /// What was registered.
    ///
    /// @param right what it takes; null where it takes none: open, or everybody's own affair
    record Entry(String method, String path, boolean open, @Nullable Right right) {}

    /// Handles the request of somebody signed in.
    interface SignedIn {
        void handle(Context ctx, Session session) throws Exception;
    }

    /// @param underWay counts every request to these routes while it is answered
    RouteTable(RoutesConfig routes, Gate gate, UnderWay underWay) {
        this.routes = routes;
        this.gate = gate;
        this.underWay = underWay;
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
        open(HandlerType.GET, path, handler);
        open(HandlerType.HEAD, path, handler);
    }

    /// POST for everybody on this site's own pages, with the page's token, and for scripts.
    void openPost(String path, Handler handler) {
        open(
                HandlerType.POST,
                path,
                ctx -> {
                    gate.checkOrigin(ctx);
                    gate.checkStranger(ctx);
                    handler.handle(ctx);
                });
    }

    /// POST of a form for everybody on this site's own pages; who handles it checks its token.
    void openForm(String path, Handler handler) {
        open(
                HandlerType.POST,
                path,
                ctx -> {
                    gate.checkFormOrigin(ctx);
                    handler.handle(ctx);
                });
    }

    /// GET and HEAD with a session that has `right`.
    void get(Right right, String path, SignedIn handler) {
        read(right, path, handler);
    }

    /// GET and HEAD with any session, of what is its user's own.
    void getOwn(String path, SignedIn handler) {
        read(null, path, handler);
    }

    /// GET and HEAD with a session that has `right`; without a session a person is led to the start
    /// page.
    void page(Right right, String path, SignedIn handler) {
        Handler guarded =
                ctx -> {
                    var session = gate.session(ctx);
                    if (session.isPresent()) {
                        handler.handle(ctx, entitled(session.get(), right));
                    } else {
                        String next =
                                URLEncoder.encode(Pages.addressOf(ctx), StandardCharsets.UTF_8);
                        ctx.redirect("/?next=" + next.replace("%2F", "/"), HttpStatus.SEE_OTHER);
                    }
                };
        add(HandlerType.GET, path, right, guarded);
        add(HandlerType.HEAD, path, right, guarded);
    }

    /// POST with a session that has `right`, and its token in the header.
    void post(Right right, String path, SignedIn handler) {
        change(HandlerType.POST, right, path, handler);
    }

    /// POST with any session and its token in the header, to what is its user's own.
    void postOwn(String path, SignedIn handler) {
        change(HandlerType.POST, null, path, handler);
    }

    /// DELETE with a session that has `right`, and its token in the header.
    void delete(Right right, String path, SignedIn handler) {
        change(HandlerType.DELETE, right, path, handler);
    }

    /// DELETE with any session and its token in the header, of what is its user's own.
    void deleteOwn(String path, SignedIn handler) {
        change(HandlerType.DELETE, null, path, handler);
    }

    /// Notes a WebSocket's route, whose own checks are made before the upgrade.
    void noteSocket(Right right, String path) {
        entries.add(new Entry("WS", path, false, right));
    }

    /// The session, where it may.
    ///
    /// @throws Problem 403
    static Session entitled(Session session, @Nullable Right right) {
        if (right != null && !session.reach().may(right)) {
            throw Problem.notEntitled(right);
        }
        return session;
    }

    private void read(@Nullable Right right, String path, SignedIn handler) {
        Handler guarded = ctx -> handler.handle(ctx, require(ctx, right));
        add(HandlerType.GET, path, right, guarded);
        add(HandlerType.HEAD, path, right, guarded);
    }

    private void change(HandlerType method, @Nullable Right right, String path, SignedIn handler) {
        add(
                method,
                path,
                right,
                ctx -> {
                    gate.checkOrigin(ctx);
                    Session session = require(ctx, right);
                    gate.checkToken(ctx, session, null);
                    handler.handle(ctx, session);
                });
    }

    private Session require(Context ctx, @Nullable Right right) {
        Session session = gate.session(ctx).orElseThrow(Problem::signInFirst);
        if (right == null && session.isToken()) {
            throw Problem.forbidden("This takes a person who has signed in, not a token.");
        }
        return entitled(session, right);
    }

    private void open(HandlerType method, String path, Handler handler) {
        routes.addHttpHandler(method, path, underWay.counted(handler));
        entries.add(new Entry(method.name(), path, true, null));
    }

    private void add(HandlerType method, String path, @Nullable Right right, Handler handler) {
        routes.addHttpHandler(method, path, underWay.counted(handler));
        entries.add(new Entry(method.name(), path, false, right));
    }
}
