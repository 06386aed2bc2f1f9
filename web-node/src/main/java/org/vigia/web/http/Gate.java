package org.vigia.web.http;

import io.javalin.http.Context;
import io.javalin.http.Cookie;
import io.javalin.http.SameSite;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.vigia.web.account.ApiTokens;

/// Who comes in: the session cookie, the token against forged requests, the origin of browsers, the
/// size of bodies.
final class Gate {
    private static final int MAX_BODY_BYTES = 16 * 1024;
    private static final String BEARER = "Bearer ";
    private static final String CSRF_HEADER = "X-CSRF-Token";

    private final Sessions sessions;
    private final ApiTokens tokens;
    private final boolean tls;

    Gate(Sessions sessions, ApiTokens tokens, boolean tls) {
        this.sessions = sessions;
        this.tokens = tokens;
        this.tls = tls;
    }

    Sessions sessions() {
        return sessions;
    }

    /// The prefix `__Host-` makes browsers refuse the cookie from anywhere but this host over TLS.
    String cookieName() {
        return tls ? "__Host-vigia" : "vigia";
    }

    /// The session that a request belongs to: that of the API token it brings, and only where it
    /// brings none that of its cookie.
    Optional<Session> session(Context ctx) {
        String authorization = ctx.header("Authorization");
        if (authorization == null) {
            return cookieSession(ctx);
        }
        if (!authorization.regionMatches(true, 0, BEARER, 0, BEARER.length())) {
            return Optional.empty();
        }
        String token = authorization.substring(BEARER.length()).strip();
        String address = ctx.ip();
        return sessions.bearer(
                token, () -> tokens.holder(token).map(h -> Entrance.login(tokens, h, address)));
    }

    Optional<Session> cookieSession(Context ctx) {
        return sessions.find(ctx.cookie(cookieName()));
    }

    void admit(Context ctx, Sessions.Opened opened) {
        ctx.cookie(
                new Cookie(
                        cookieName(), opened.token(), "/", -1, tls, true, null, SameSite.STRICT));
    }

    void dismiss(Context ctx, Session session) {
        sessions.end(session);
        ctx.cookie(new Cookie(cookieName(), "", "/", 0, tls, true, null, SameSite.STRICT));
    }

    /// Refuses what a browser sends on behalf of another site. Scripts send neither header.
    ///
    /// @throws Problem 403
    void checkOrigin(Context ctx) {
        checkOrigin(ctx.header("Origin"), ctx.header("Sec-Fetch-Site"), ctx.header("Host"));
    }

    /// As [#checkOrigin(Context)], for a form of our own pages: under our `Referrer-Policy`
    /// browsers send `Origin: null` with those. What a form changes is guarded by its token
    /// besides.
    ///
    /// @throws Problem 403
    void checkFormOrigin(Context ctx) {
        String origin = ctx.header("Origin");
        checkOrigin(
                "null".equals(origin) ? null : origin,
                ctx.header("Sec-Fetch-Site"),
                ctx.header("Host"));
    }

    private static void checkOrigin(
            @Nullable String origin, @Nullable String fetchSite, @Nullable String host) {
        if (fetchSite != null && !fetchSite.equals("same-origin") && !fetchSite.equals("none")) {
            throw Problem.forbidden("This request comes from another site.");
        }
        if (origin != null && !isSameHost(origin, host)) {
            throw Problem.forbidden("This request comes from another origin.");
        }
    }

    private static boolean isSameHost(String origin, @Nullable String host) {
        try {
            String authority = new URI(origin).getRawAuthority();
            return authority != null
                    && host != null
                    && authority.toLowerCase(Locale.ROOT).equals(host.toLowerCase(Locale.ROOT));
        } catch (URISyntaxException e) {
            return false;
        }
    }

    /// Requires the session's token in the header, or as the field of a form. What a script's own
    /// token stands for needs none, since no browser sends that by itself.
    ///
    /// @throws Problem 403
    void checkToken(Context ctx, Session session, @Nullable String formField) {
        if (session.isToken()) {
            return;
        }
        String given = formField == null ? ctx.header(CSRF_HEADER) : formField;
        if (given == null
                || !MessageDigest.isEqual(
                        given.getBytes(StandardCharsets.UTF_8),
                        session.csrf().getBytes(StandardCharsets.UTF_8))) {
            throw Problem.forbidden(
                    "The header %s must hold the session's csrf token.".formatted(CSRF_HEADER));
        }
    }

    /// The body of a request that must be JSON, which no form of another site can send.
    ///
    /// @throws Problem 415 or 413
    byte[] json(Context ctx) throws IOException {
        String type = ctx.contentType();
        if (type == null || !type.toLowerCase(Locale.ROOT).startsWith("application/json")) {
            throw Problem.unsupportedMedia("application/json");
        }
        return body(ctx);
    }

    /// The body, up to the limit whatever the headers say.
    ///
    /// @throws Problem 413
    byte[] body(Context ctx) throws IOException {
        if (ctx.req().getContentLengthLong() > MAX_BODY_BYTES) {
            throw Problem.tooLarge(MAX_BODY_BYTES);
        }
        byte[] bytes = ctx.req().getInputStream().readNBytes(MAX_BODY_BYTES + 1);
        if (bytes.length > MAX_BODY_BYTES) {
            throw Problem.tooLarge(MAX_BODY_BYTES);
        }
        return bytes;
    }
}
