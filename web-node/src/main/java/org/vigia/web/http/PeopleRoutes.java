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
import org.vigia.web.account.Enrolment;
import org.vigia.web.account.Right;
import org.vigia.web.account.Role;
import org.vigia.web.audit.AuditAction;
import org.vigia.web.audit.AuditDetail;
import org.vigia.web.audit.AuditEntry;
import org.vigia.web.audit.AuditLog;
import org.vigia.web.audit.AuditTrail;

/// The accounts and the audit log, for owners.
final class PeopleRoutes {
    private static final String PATH = "/api/v1/accounts";
    private static final String ONE = PATH + "/{user}";
    private static final int DEFAULT_LIMIT = 50;
    private static final int MAX_LIMIT = 200;

    private final Gate gate;
    private final Accounts accounts;
    private final AuditTrail trail;
    private final Clock clock;
    private final Farewell farewell;

    private record AccountList(List<AccountJson> accounts) {}

    private record AccountJson(
            String user,
            Role role,
            @Nullable Set<String> cameras,
            boolean password,
            boolean secondFactor,
            @Nullable String invitedUntil,
            String since) {}

    private record Wanted(String user, Role role, @Nullable Set<String> cameras) {}

    private record Change(Role role, @Nullable Set<String> cameras) {}

    /// @param link a path of this site, with what only its reader may know in the fragment
    private record Invitation(String link, long seconds) {}

    private record AuditPage(List<AuditJson> entries, @Nullable String next) {}

    private record AuditJson(
            String at,
            AuditAction action,
            String who,
            String from,
            String subject,
            String detail) {}

    /// What is kept of an account elsewhere, and goes with it.
    interface Farewell {
        void to(String account) throws IOException;
    }

    PeopleRoutes(Gate gate, Accounts accounts, AuditTrail trail, Clock clock, Farewell farewell) {
        this.gate = gate;
        this.accounts = accounts;
        this.trail = trail;
        this.clock = clock;
        this.farewell = farewell;
    }

    void register(RouteTable routes) {
        routes.get(Right.ADMINISTER, PATH, (ctx, session) -> list(ctx));
        routes.post(Right.ADMINISTER, PATH, this::make);
        routes.post(Right.ADMINISTER, ONE, this::change);
        routes.delete(Right.ADMINISTER, ONE, this::close);
        routes.post(Right.ADMINISTER, ONE + "/invitation", this::invite);
        routes.delete(Right.ADMINISTER, ONE + "/second-factor", this::dropFactor);
        routes.get(Right.ADMINISTER, "/api/v1/audit", (ctx, session) -> audit(ctx));
    }

    private void list(Context ctx) {
        Reply.json(ctx, new AccountList(accounts.all().stream().map(this::json).toList()));
    }

    private AccountJson json(AccountView a) {
        Set<String> cameras = a.cameras();
        boolean invited = a.invitedUntilMillis() > clock.millis();
        return new AccountJson(
                a.name(),
                a.role(),
                cameras == null ? null : new TreeSet<>(cameras),
                a.password(),
                a.secondFactor(),
                invited ? text(a.invitedUntilMillis()) : null,
                text(a.sinceMillis()));
    }

    private void make(Context ctx, Session session) throws IOException {
        Wanted wanted = read(gate.json(ctx), Wanted.class, "{\"user\":…,\"role\":…,\"cameras\":…}");
        if (wanted.user() == null || wanted.role() == null) {
            throw Problem.badRequest("user and role must be there.");
        }
        SetupRoutes.orRefused(accounts.open(wanted.user(), wanted.role(), wanted.cameras(), null));
        note(ctx, session, wanted.user(), AuditDetail.MADE.of(wanted.role(), wanted.cameras()));
        ctx.status(201);
        Reply.json(ctx, invitation(wanted.user()));
    }

    private void change(Context ctx, Session session) throws IOException {
        String user = known(ctx);
        Change change = read(gate.json(ctx), Change.class, "{\"role\":…,\"cameras\":…}");
        if (change.role() == null) {
            throw Problem.badRequest("role must be there.");
        }
        orConflict(accounts.change(user, change.role(), change.cameras()));
        gate.sessions().endStale();
        note(ctx, session, user, AuditDetail.ROLE.of(change.role(), change.cameras()));
        ctx.status(204);
    }

    private void close(Context ctx, Session session) throws IOException {
        String user = known(ctx);
        orConflict(accounts.close(user));
        gate.sessions().endStale();
        farewell.to(user);
        note(ctx, session, user, AuditDetail.CLOSED.code());
        ctx.status(204);
    }

    private void invite(Context ctx, Session session) throws IOException {
        String user = known(ctx);
        Invitation invitation = invitation(user);
        note(ctx, session, user, AuditDetail.LINK.code());
        ctx.status(201);
        Reply.json(ctx, invitation);
    }

    private Invitation invitation(String user) throws IOException {
        String token = accounts.invite(user).orElseThrow(PeopleRoutes::unknown);
        return new Invitation("/join#" + user + ":" + token, Accounts.INVITATION_LASTS.toSeconds());
    }

    private void dropFactor(Context ctx, Session session) throws IOException {
        String user = known(ctx);
        if (!accounts.secondFactors().end(user)) {
            throw Problem.refused("There is no second factor.");
        }
        gate.sessions().endStale();
        note(ctx, session, user, AuditDetail.FACTOR_OFF.code());
        ctx.status(204);
    }

    private void audit(Context ctx) throws IOException {
        int limit = Questions.number(ctx, "limit", 1, MAX_LIMIT, DEFAULT_LIMIT);
        AuditLog.Page page = trail.log().read(place(ctx.queryParam("before")), limit);
        Long next = page.next();
        Reply.json(
                ctx,
                new AuditPage(
                        page.entries().stream().map(p -> json(p.entry())).toList(),
                        next == null ? null : next.toString()));
    }

    private static AuditJson json(AuditEntry e) {
        return new AuditJson(
                text(e.atMillis()), e.action(), e.who(), e.from(), e.subject(), e.detail());
    }

    private static @Nullable Long place(@Nullable String text) {
        if (text == null || text.isEmpty()) {
            return null;
        }
        if (text.matches("[0-9]{1,15}")) {
            return Long.valueOf(text);
        }
        throw Problem.badRequest("before: must be the next of an earlier answer.");
    }

    private String known(Context ctx) {
        String user = ctx.pathParam("user");
        if (!accounts.exists(user)) {
            throw unknown();
        }
        return user;
    }

    private static void orConflict(Enrolment outcome) {
        switch (outcome) {
            case Enrolment.Refused(String reason) ->
                    throw Problem.refused(SetupRoutes.sentence(reason));
            case Enrolment.Done() -> {}
        }
    }

    private static Problem unknown() {
        return Problem.notFound("There is no such account.");
    }

    private void note(Context ctx, Session session, String user, String detail) {
        trail.note(AuditAction.ACCOUNT, session.actor(), ctx.ip(), user, detail);
    }

    private static String text(long millis) {
        return Instant.ofEpochMilli(millis).toString();
    }

    private static <T> T read(byte[] body, Class<T> type, String form) {
        try {
            return Json.read(body, type);
        } catch (IOException e) {
            throw Problem.badRequest(
                    "The body must be " + form + "; roles are owner, guard, viewer.");
        }
    }
}
