package org.vigia.web.http;

import io.javalin.http.Context;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.vigia.shared.json.Json;
import org.vigia.web.account.Accounts;
import org.vigia.web.account.ApiTokens;
import org.vigia.web.account.Right;
import org.vigia.web.audit.AuditAction;
import org.vigia.web.audit.AuditDetail;
import org.vigia.web.audit.AuditTrail;

/// One's own tokens for scripts.
final class TokenRoutes {
    private static final String PATH = "/api/v1/account/tokens";

    private final Gate gate;
    private final ApiTokens tokens;
    private final AuditTrail trail;

    private record Wanted(String name, Set<Right> rights, @Nullable Set<String> cameras) {}

    private record TokenList(List<TokenJson> tokens) {}

    private record TokenJson(
            String id,
            String name,
            Set<Right> rights,
            @Nullable Set<String> cameras,
            String since) {
        static TokenJson of(ApiTokens.View view) {
            Set<String> cameras = view.cameras();
            return new TokenJson(
                    view.id(),
                    view.name(),
                    new TreeSet<>(view.rights()),
                    cameras == null ? null : new TreeSet<>(cameras),
                    Instant.ofEpochMilli(view.sinceMillis()).toString());
        }
    }

    private record MadeJson(String id, String token) {}

    TokenRoutes(Gate gate, Accounts accounts, AuditTrail trail) {
        this.gate = gate;
        this.tokens = accounts.tokens();
        this.trail = trail;
    }

    void register(RouteTable routes) {
        routes.getOwn(PATH, this::list);
        routes.postOwn(PATH, this::make);
        routes.deleteOwn(PATH + "/{token}", this::end);
    }

    private void list(Context ctx, Session session) {
        Reply.json(
                ctx, new TokenList(tokens.of(session.user()).stream().map(TokenJson::of).toList()));
    }

    private void make(Context ctx, Session session) throws IOException {
        Wanted wanted = wanted(gate.json(ctx));
        switch (tokens.make(session.user(), wanted.name(), wanted.rights(), wanted.cameras())) {
            case ApiTokens.Made.Refused(String reason) ->
                    throw Problem.badRequest(SetupRoutes.sentence(reason));
            case ApiTokens.Made.Token(ApiTokens.View view, String token) -> {
                note(ctx, session, AuditDetail.TOKEN.of(view.name()));
                ctx.status(201);
                Reply.json(ctx, new MadeJson(view.id(), token));
            }
        }
    }

    private void end(Context ctx, Session session) throws IOException {
        String name =
                tokens.end(session.user(), ctx.pathParam("token"))
                        .orElseThrow(() -> Problem.notFound("There is no such token."));
        gate.sessions().endStale();
        note(ctx, session, AuditDetail.TOKEN_ENDED.of(name));
        ctx.status(204);
    }

    private void note(Context ctx, Session session, String detail) {
        trail.note(AuditAction.ACCOUNT, session.user(), ctx.ip(), session.user(), detail);
    }

    private static Wanted wanted(byte[] body) {
        try {
            Wanted wanted = Json.read(body, Wanted.class);
            if (wanted.name() != null && wanted.rights() != null) {
                return wanted;
            }
        } catch (IOException e) {
            throw form();
        }
        throw form();
    }

    private static Problem form() {
        return Problem.badRequest(
                "The body must be {\"name\":…,\"rights\":[\"look\",…],\"cameras\":null or […]}.");
    }
}
