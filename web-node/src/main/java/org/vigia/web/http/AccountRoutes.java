package org.vigia.web.http;

import io.javalin.http.Context;
import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.vigia.shared.json.Json;
import org.vigia.web.account.AccountView;
import org.vigia.web.account.Accounts;
import org.vigia.web.account.Right;
import org.vigia.web.account.Role;
import org.vigia.web.audit.AuditAction;
import org.vigia.web.audit.AuditDetail;
import org.vigia.web.audit.AuditTrail;

/// What is everybody's own: account, password, sessions. Never for tokens, which must not make
/// themselves into more.
final class AccountRoutes {
    private static final String PATH = "/api/v1/account";

    private final Gate gate;
    private final Logins logins;
    private final Accounts accounts;
    private final Entrance entrance;
    private final AuditTrail trail;
    private final Clock clock;

    private record Own(
            String user,
            Role role,
            Set<Right> rights,
            @Nullable Set<String> cameras,
            boolean secondFactor,
            int recoveryCodes) {}

    private record PasswordChange(String old, String password) {}

    private record SessionList(List<SessionJson> sessions) {}

    private record SessionJson(
            String id, String agent, String address, String since, String seen, boolean own) {}

    /// @param clock for when sessions began, and were used last
    AccountRoutes(
            Gate gate,
            Logins logins,
            Accounts accounts,
            Entrance entrance,
            AuditTrail trail,
            Clock clock) {
        this.gate = gate;
        this.logins = logins;
        this.accounts = accounts;
        this.entrance = entrance;
        this.trail = trail;
        this.clock = clock;
    }

    void register(RouteTable routes) {
        routes.getOwn(PATH, this::own);
        routes.postOwn(PATH + "/password", this::password);
        routes.getOwn(PATH + "/sessions", this::sessions);
        routes.deleteOwn(PATH + "/sessions", this::signOutEverywhere);
        routes.deleteOwn(PATH + "/sessions/{session}", this::signOutOne);
    }

    private void own(Context ctx, Session session) {
        AccountView account = accounts.find(session.user()).orElseThrow(Problem::signInFirst);
        Set<String> cameras = account.cameras();
        Reply.json(
                ctx,
                new Own(
                        account.name(),
                        account.role(),
                        new TreeSet<>(session.reach().rights()),
                        cameras == null ? null : new TreeSet<>(cameras),
                        account.secondFactor(),
                        account.recoveryCodes()));
    }

    private void password(Context ctx, Session session) throws IOException, InterruptedException {
        PasswordChange change = change(gate.json(ctx));
        logins.confirm(ctx.ip(), session.user(), change.old());
        SetupRoutes.orRefused(accounts.password(session.user(), change.password()));
        trail.note(
                AuditAction.ACCOUNT,
                session.user(),
                ctx.ip(),
                session.user(),
                AuditDetail.PASSWORD.code());
        Reply.json(ctx, SessionRoutes.SessionView.of(renewed(ctx, session)));
    }

    /// Ends all that the account's change has made stale, this browser's session included, which
    /// gets another.
    private Session renewed(Context ctx, Session session) {
        Session fresh = entrance.enter(ctx, gate, session.user());
        gate.sessions().endStale();
        return fresh;
    }

    private void sessions(Context ctx, Session session) {
        Reply.json(
                ctx,
                new SessionList(
                        gate.sessions().of(session.user()).stream()
                                .map(s -> json(s, s == session))
                                .toList()));
    }

    private SessionJson json(Session session, boolean own) {
        return new SessionJson(
                session.id(),
                session.login().agent(),
                session.login().address(),
                moment(session.createdNanos()),
                moment(session.usedNanos()),
                own);
    }

    private String moment(long nanos) {
        long millis = clock.millis() - gate.sessions().ago(nanos).toMillis();
        return Instant.ofEpochMilli(millis).toString();
    }

    private void signOutOne(Context ctx, Session session) {
        String id = ctx.pathParam("session");
        Session ending =
                gate.sessions().of(session.user()).stream()
                        .filter(s -> s.id().equals(id))
                        .findFirst()
                        .orElseThrow(() -> Problem.notFound("There is no such session."));
        gate.sessions().end(ending);
        trail.note(
                AuditAction.SIGN_OUT,
                session.user(),
                ctx.ip(),
                ending.login().address(),
                AuditDetail.ANOTHER_BROWSER.code());
        ctx.status(204);
    }

    private void signOutEverywhere(Context ctx, Session session) {
        gate.dismiss(ctx, session);
        gate.sessions().of(session.user()).forEach(gate.sessions()::end);
        trail.note(
                AuditAction.SIGN_OUT, session.user(), ctx.ip(), "", AuditDetail.EVERYWHERE.code());
        ctx.status(204);
    }

    private static PasswordChange change(byte[] body) {
        try {
            PasswordChange change = Json.read(body, PasswordChange.class);
            if (change.old() != null && change.password() != null) {
                return change;
            }
        } catch (IOException e) {
            throw passwords();
        }
        throw passwords();
    }

    // The parser's words might repeat the password.
    private static Problem passwords() {
        return Problem.badRequest("The body must be {\"old\":…,\"password\":…}.");
    }
}
