package org.vigia.web.http;

import io.javalin.http.Context;
import java.io.IOException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.vigia.shared.json.Json;
import org.vigia.web.account.Accounts;

/// Signing in and out, for browsers and scripts alike.
final class SessionRoutes {
    private static final Logger LOG = LoggerFactory.getLogger(SessionRoutes.class);
    private static final String PATH = "/api/v1/session";

    private final Gate gate;
    private final Logins logins;
    private final Accounts accounts;

    private record Credentials(String user, String password) {}

    private record SessionView(String user, String csrf) {}

    SessionRoutes(Gate gate, Logins logins, Accounts accounts) {
        this.gate = gate;
        this.logins = logins;
        this.accounts = accounts;
    }

    void register(RouteTable routes) {
        routes.openPost(PATH, this::signIn);
        routes.getOwn(PATH, (ctx, session) -> Reply.json(ctx, view(session)));
        routes.deleteOwn(PATH, this::signOut);
    }

    private void signIn(Context ctx) throws IOException, InterruptedException {
        Credentials credentials = credentials(gate.json(ctx));
        try {
            logins.check(ctx.ip(), credentials.user(), credentials.password());
        } catch (Problem refusal) {
            LOG.info("a sign-in from {} was refused: {}", ctx.ip(), refusal.getMessage());
            throw refusal;
        }
        // A browser that signs in anew gets a new token; the old one is worth nothing afterwards.
        gate.session(ctx).ifPresent(gate.sessions()::end);
        Sessions.Opened opened =
                gate.sessions().open(credentials.user(), accounts.reach(credentials.user()));
        gate.admit(ctx, opened);
        LOG.info("{} signed in from {}", credentials.user(), ctx.ip());
        ctx.status(201);
        Reply.json(ctx, view(opened.session()));
    }

    private void signOut(Context ctx, Session session) {
        gate.dismiss(ctx, session);
        LOG.info("{} signed out", session.user());
        ctx.status(204);
    }

    private static Credentials credentials(byte[] body) {
        try {
            Credentials credentials = Json.read(body, Credentials.class);
            if (credentials.user() == null || credentials.password() == null) {
                throw new IOException("user and password must be texts");
            }
            return credentials;
        } catch (IOException e) {
            // The parser's words might repeat the password.
            throw Problem.badRequest("The body must be {\"user\":…,\"password\":…}.");
        }
    }

    private static SessionView view(Session session) {
        return new SessionView(session.user(), session.csrf());
    }
}
