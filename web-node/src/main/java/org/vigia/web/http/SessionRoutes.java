package org.vigia.web.http;

import io.javalin.http.Context;
import java.io.IOException;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.vigia.shared.json.Json;
import org.vigia.web.audit.AuditAction;
import org.vigia.web.audit.AuditDetail;
import org.vigia.web.audit.AuditTrail;

/// Signing in and out, for browsers and scripts alike.
final class SessionRoutes {
    private static final Logger LOG = LoggerFactory.getLogger(SessionRoutes.class);
    private static final String PATH = "/api/v1/session";

    private final Gate gate;
    private final Logins logins;
    private final Entrance entrance;
    private final AuditTrail trail;

    private record Credentials(String user, String password) {}

    private record WithCode(String user, String password, String code) {}

    /// What a browser needs to go on.
    record SessionView(String user, String csrf) {
        static SessionView of(Session session) {
            return new SessionView(session.user(), session.csrf());
        }
    }

    SessionRoutes(Gate gate, Logins logins, Entrance entrance, AuditTrail trail) {
        this.gate = gate;
        this.logins = logins;
        this.entrance = entrance;
        this.trail = trail;
    }

    void register(RouteTable routes) {
        routes.openPost(PATH, this::signIn);
        routes.getOwn(PATH, (ctx, session) -> Reply.json(ctx, SessionView.of(session)));
        routes.deleteOwn(PATH, this::signOut);
    }

    private void signIn(Context ctx) throws IOException, InterruptedException {
        WithCode given = credentials(gate.json(ctx));
        try {
            logins.check(ctx.ip(), given.user(), given.password(), given.code());
        } catch (Problem refusal) {
            LOG.info("a sign-in from {} was refused: {}", ctx.ip(), refusal.getMessage());
            if (!refusal.isSecondStep()) {
                trail.refused(given.user(), ctx.ip(), refusal.slug());
            }
            throw refusal;
        }
        Session session = entrance.enter(ctx, gate, given.user());
        LOG.info("{} signed in from {}", given.user(), ctx.ip());
        trail.note(
                AuditAction.SIGN_IN,
                given.user(),
                ctx.ip(),
                "",
                given.code().isEmpty() ? "" : AuditDetail.SECOND_FACTOR.code());
        ctx.status(201);
        Reply.json(ctx, SessionView.of(session));
    }

    private void signOut(Context ctx, Session session) {
        gate.dismiss(ctx, session);
        LOG.info("{} signed out", session.user());
        trail.note(AuditAction.SIGN_OUT, session.user(), ctx.ip(), "", "");
        ctx.status(204);
    }

    // The code is a field of the second step alone.
    private static WithCode credentials(byte[] body) {
        try {
            Optional<WithCode> second = withCode(body);
            if (second.isPresent()) {
                return second.get();
            }
            Credentials first = Json.read(body, Credentials.class);
            if (first.user() != null && first.password() != null) {
                return new WithCode(first.user(), first.password(), "");
            }
        } catch (IOException e) {
            LOG.debug("not credentials");
        }
        // The parser's words might repeat the password.
        throw Problem.badRequest("The body must be {\"user\":…,\"password\":…}.");
    }

    private static Optional<WithCode> withCode(byte[] body) {
        try {
            WithCode given = Json.read(body, WithCode.class);
            return given.user() == null || given.password() == null || given.code() == null
                    ? Optional.empty()
                    : Optional.of(given);
        } catch (IOException e) {
            return Optional.empty();
        }
    }
}
