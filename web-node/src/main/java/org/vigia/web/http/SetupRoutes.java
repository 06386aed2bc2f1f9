package org.vigia.web.http;

import io.javalin.http.Context;
import java.io.IOException;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.vigia.shared.json.Json;
import org.vigia.web.account.Accounts;
import org.vigia.web.account.Enrolment;
import org.vigia.web.account.Role;
import org.vigia.web.account.Secrets;
import org.vigia.web.audit.AuditAction;
import org.vigia.web.audit.AuditDetail;
import org.vigia.web.audit.AuditTrail;

/// How somebody without a password comes by one: the first owner with the link from the log, others
/// with the link an owner has given them. The links' tokens stand in the fragment, which browsers
/// send to nobody, so that no proxy's log has them.
final class SetupRoutes {
    private static final Logger LOG = LoggerFactory.getLogger(SetupRoutes.class);

    private final Gate gate;
    private final Accounts accounts;
    private final Entrance entrance;
    private final AuditTrail trail;
    private final Pages pages;
    private final Optional<String> setupToken;

    private record Chosen(String token, String user, String password) {}

    /// @param setup whether the reader makes the first account; otherwise they were invited
    private record WelcomeView(boolean setup) {}

    /// @param setupToken empty where there were accounts at the start
    SetupRoutes(
            Gate gate,
            Accounts accounts,
            Entrance entrance,
            AuditTrail trail,
            Pages pages,
            Optional<String> setupToken) {
        this.gate = gate;
        this.accounts = accounts;
        this.entrance = entrance;
        this.trail = trail;
        this.pages = pages;
        this.setupToken = setupToken;
    }

    void register(RouteTable routes) {
        routes.openGet("/setup", ctx -> pages.show(ctx, "welcome", null, new WelcomeView(true)));
        routes.openGet("/join", ctx -> pages.show(ctx, "welcome", null, new WelcomeView(false)));
        routes.openPost("/api/v1/setup", this::setUp);
        routes.openPost("/api/v1/join", this::join);
    }

    // One at a time, so that the link makes one owner and no second.
    private synchronized void setUp(Context ctx) throws IOException {
        Chosen chosen = chosen(gate.json(ctx));
        boolean good =
                accounts.isEmpty()
                        && setupToken.filter(t -> Secrets.equal(t, chosen.token())).isPresent();
        if (!good) {
            throw refused(ctx, chosen, AuditDetail.SET_UP);
        }
        orRefused(accounts.add(chosen.user(), chosen.password()));
        LOG.info("{} is the first owner, from {}", chosen.user(), ctx.ip());
        enter(ctx, chosen.user(), AuditDetail.MADE_BY_LINK.of(Role.OWNER, null));
    }

    private synchronized void join(Context ctx) throws IOException {
        Chosen chosen = chosen(gate.json(ctx));
        if (!accounts.isInvited(chosen.user(), chosen.token())) {
            throw refused(ctx, chosen, AuditDetail.INVITATION);
        }
        orRefused(accounts.password(chosen.user(), chosen.password()));
        gate.sessions().endStale();
        LOG.info("{} has chosen a password, from {}", chosen.user(), ctx.ip());
        if (accounts.secondFactors().isOn(chosen.user())) {
            note(ctx, chosen.user(), AuditDetail.PASSWORD_BY_LINK.code());
            throw Problem.secondFactor();
        }
        enter(ctx, chosen.user(), AuditDetail.PASSWORD_BY_LINK.code());
    }

    private void enter(Context ctx, String user, String detail) {
        note(ctx, user, detail);
        Session session = entrance.enter(ctx, gate, user);
        ctx.status(201);
        Reply.json(ctx, SessionRoutes.SessionView.of(session));
    }

    private void note(Context ctx, String user, String detail) {
        trail.note(AuditAction.ACCOUNT, user, ctx.ip(), user, detail);
    }

    private Problem refused(Context ctx, Chosen chosen, AuditDetail what) {
        LOG.info("a {} link from {} was refused", what.code(), ctx.ip());
        trail.refused(chosen.user(), ctx.ip(), what.code());
        return Problem.deadLink();
    }

    /// @throws Problem 400, in words for who chose name or password
    static void orRefused(Enrolment outcome) {
        switch (outcome) {
            case Enrolment.Refused(String reason) -> throw Problem.badRequest(sentence(reason));
            case Enrolment.Done() -> {}
        }
    }

    static String sentence(String reason) {
        return Character.toUpperCase(reason.charAt(0)) + reason.substring(1) + ".";
    }

    private static Chosen chosen(byte[] body) {
        try {
            Chosen chosen = Json.read(body, Chosen.class);
            if (chosen.token() != null && chosen.user() != null && chosen.password() != null) {
                return chosen;
            }
        } catch (IOException e) {
            LOG.debug("not a choice");
        }
        // The parser's words might repeat the password.
        throw Problem.badRequest("The body must be {\"token\":…,\"user\":…,\"password\":…}.");
    }
}
