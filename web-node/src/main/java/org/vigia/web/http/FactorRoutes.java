package org.vigia.web.http;

import io.javalin.http.Context;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.WeakHashMap;
import org.vigia.shared.json.Json;
import org.vigia.telegram.pairing.QrPicture;
import org.vigia.web.account.Accounts;
import org.vigia.web.account.SecondFactors;
import org.vigia.web.audit.AuditAction;
import org.vigia.web.audit.AuditDetail;
import org.vigia.web.audit.AuditTrail;

/// Turning one's own second factor on and off. A secret waits in memory until a code proves that
/// the app has it.
final class FactorRoutes {
    private static final String PATH = "/api/v1/account/second-factor";

    private final Gate gate;
    private final Logins logins;
    private final SecondFactors factors;
    private final Entrance entrance;
    private final AuditTrail trail;
    private final Map<Session, String> waiting = new WeakHashMap<>();

    private record Password(String password) {}

    private record Code(String code) {}

    private record Secret(String secret, String uri, String qr) {}

    private record Begun(List<String> recoveryCodes, String csrf) {}

    FactorRoutes(Gate gate, Logins logins, Accounts accounts, Entrance entrance, AuditTrail trail) {
        this.gate = gate;
        this.logins = logins;
        this.factors = accounts.secondFactors();
        this.entrance = entrance;
        this.trail = trail;
    }

    void register(RouteTable routes) {
        routes.postOwn(PATH, this::secret);
        routes.postOwn(PATH + "/confirm", this::begin);
        routes.postOwn(PATH + "/remove", this::end);
    }

    private void secret(Context ctx, Session session) throws IOException, InterruptedException {
        logins.confirm(ctx.ip(), session.user(), password(gate.json(ctx)));
        if (factors.isOn(session.user())) {
            throw Problem.refused("There is a second factor; remove it first.");
        }
        String secret = SecondFactors.secret();
        synchronized (waiting) {
            waiting.put(session, secret);
        }
        String uri = SecondFactors.uri(session.user(), String.valueOf(ctx.host()), secret);
        Reply.json(ctx, new Secret(secret, uri, new QrPicture(uri).svg()));
    }

    private void begin(Context ctx, Session session) throws IOException {
        String code = code(gate.json(ctx));
        String secret;
        synchronized (waiting) {
            secret = waiting.get(session);
        }
        if (secret == null) {
            throw Problem.refused("Ask for a secret first.");
        }
        Optional<List<String>> codes = factors.begin(session.user(), secret, code);
        if (codes.isEmpty()) {
            throw Problem.badRequest("The code is wrong.");
        }
        synchronized (waiting) {
            waiting.remove(session);
        }
        logins.proved(ctx.ip(), session.user());
        Session fresh = changed(ctx, session, AuditDetail.FACTOR_ON);
        Reply.json(ctx, new Begun(codes.get(), fresh.csrf()));
    }

    private void end(Context ctx, Session session) throws IOException, InterruptedException {
        logins.confirm(ctx.ip(), session.user(), password(gate.json(ctx)));
        if (!factors.end(session.user())) {
            throw Problem.refused("There is no second factor.");
        }
        Session fresh = changed(ctx, session, AuditDetail.FACTOR_OFF);
        Reply.json(ctx, SessionRoutes.SessionView.of(fresh));
    }

    private Session changed(Context ctx, Session session, AuditDetail detail) {
        trail.note(AuditAction.ACCOUNT, session.user(), ctx.ip(), session.user(), detail.code());
        Session fresh = entrance.enter(ctx, gate, session.user());
        gate.sessions().endStale();
        return fresh;
    }

    private static String password(byte[] body) {
        try {
            Password given = Json.read(body, Password.class);
            if (given.password() != null) {
                return given.password();
            }
        } catch (IOException e) {
            throw Problem.badRequest("The body must be {\"password\":…}.");
        }
        throw Problem.badRequest("The body must be {\"password\":…}.");
    }

    private static String code(byte[] body) {
        try {
            Code given = Json.read(body, Code.class);
            if (given.code() != null) {
                return given.code();
            }
        } catch (IOException e) {
            throw Problem.badRequest("The body must be {\"code\":…}.");
        }
        throw Problem.badRequest("The body must be {\"code\":…}.");
    }
}
