package org.vigia.web.http;

import io.javalin.http.Context;
import io.javalin.http.Cookie;
import io.javalin.http.SameSite;
import java.io.IOException;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.vigia.web.account.ApiTokens;
import org.vigia.web.account.Secrets;

/// Who comes in: the session cookie, the token against forged requests, the origin of browsers, the
/// size of bodies.
final class Gate {
    private static final int MAX_BODY_BYTES = 16 * 1024;
    private static final String BEARER = "Bearer ";
    private static final String CSRF_HEADER = "X-CSRF-Token";

    private final Sessions sessions;
    private final ApiTokens tokens;

    Gate(Sessions sessions, ApiTokens tokens) {
        this.sessions = sessions;
        this.tokens = tokens;
    }

    Sessions sessions() {
        return sessions;
    }

    // The prefix makes browsers refuse the cookie from anywhere but this host over TLS. So what
    // came over HTTP, where anybody may have planted it, is worth nothing over HTTPS.
    private static String cookieName(boolean secure) {
        return secure ? "__Host-vigia" : "vigia";
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
        return sessions.find(ctx.cookie(cookieName(Threshold.isSecure(ctx))));
    }

    void admit(Context ctx, Sessions.Opened opened) {
        boolean secure = Threshold.isSecure(ctx);
        ctx.cookie(
                new Cookie(
                        cookieName(secure),
                        opened.token(),
                        "/",
                        -1,
                        secure,
                        true,
                        null,
                        SameSite.STRICT));
    }

    void dismiss(Context ctx, Session session) {
        sessions.end(session);
        boolean secure = Threshold.isSecure(ctx);
        ctx.cookie(new Cookie(cookieName(secure), "", "/", 0, secure, true, null, SameSite.STRICT));
    }

    /// Refuses what a browser sends on behalf of another site. Scripts send neither header.
    ///
    /// @throws Problem 403
    void checkOrigin(Context ctx) {
        checkOrigin(ctx, ctx.header("Origin"));
    }

    /// As [#checkOrigin(Context)], for a form of our own pages: under our `Referrer-Policy`
    /// browsers send `Origin: null` with those. What a form changes is guarded by its token
    /// besides.
    ///
    /// @throws Problem 403
    void checkFormOrigin(Context ctx) {
        String origin = ctx.header("Origin");
        checkOrigin(ctx, "null".equals(origin) ? null : origin);
    }

    private static void checkOrigin(Context ctx, @Nullable String origin) {
        String fetchSite = ctx.header("Sec-Fetch-Site");
        if (fetchSite != null && !fetchSite.equals("same-origin") && !fetchSite.equals("none")) {
            throw Problem.forbidden("This request comes from another site.");
        }
        if (origin != null && !isOurs(ctx, origin)) {
            throw Problem.forbidden("This request comes from another origin.");
        }
    }

    private static boolean isOurs(Context ctx, String origin) {
        String host = ctx.header("Host");
        String scheme = Threshold.isSecure(ctx) ? "https://" : "http://";
        return host != null && origin.equalsIgnoreCase(scheme + host);
    }

    /// Requires the session's token in the header, or as the field of a form. What a script's own
    /// token stands for needs none in the header, since no browser sends that by itself.
    ///
    /// @throws Problem 403
    void checkToken(Context ctx, Session session, @Nullable String formField) {
        if (session.isToken() && formField == null) {
            return;
        }
        String given = formField == null ? ctx.header(CSRF_HEADER) : formField;
        if (given == null || !Secrets.equal(given, session.csrf())) {
            throw Problem.staleForm();
        }
    }

    /// Requires the right token of what a browser asks without a session: the one of the page it
    /// stands on, see [FormTokens], or a session's. Who is no browser needs none (an empty one is
    /// none), but must not bring a wrong one.
    ///
    /// @throws Problem 403
    void checkStranger(Context ctx) throws IOException {
        boolean isForm = isForm(ctx);
        String given = isForm ? Form.of(body(ctx)).get(FormTokens.FIELD) : ctx.header(CSRF_HEADER);
        boolean isScript =
                !isForm && ctx.header("Origin") == null && ctx.header("Sec-Fetch-Site") == null;
        boolean isGiven = given != null && !given.isEmpty();
        if (isGiven || !isScript) {
            checkPage(ctx, given);
        }
    }

    /// Requires the token of a page that this browser has got, or its session's.
    ///
    /// @throws Problem 403
    void checkPage(Context ctx, @Nullable String given) {
        boolean isSessions =
                given != null
                        && session(ctx).filter(s -> Secrets.equal(s.csrf(), given)).isPresent();
        if (!isSessions && !FormTokens.isRight(ctx, given)) {
            throw Problem.staleForm();
        }
    }

    /// The token for the forms of a page that works without a session, too. For a script's token no
    /// cookie is made.
    static String pageToken(Context ctx, @Nullable Session session) {
        return session != null && session.isToken() ? session.csrf() : FormTokens.of(ctx);
    }

    private static boolean isForm(Context ctx) {
        String type = ctx.contentType();
        return type != null
                && type.toLowerCase(Locale.ROOT).startsWith("application/x-www-form-urlencoded");
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
