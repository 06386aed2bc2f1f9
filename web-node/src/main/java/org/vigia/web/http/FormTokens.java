package org.vigia.web.http;

import io.javalin.http.Context;
import io.javalin.http.Cookie;
import io.javalin.http.SameSite;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.vigia.web.account.Secrets;

/// What holds off forged requests where there is no session to hold a token: a page has one in its
/// forms, made from a random cookie that other sites can neither read nor have sent along. The page
/// does not show the cookie itself.
///
/// @see <a
///   href="https://cheatsheetseries.owasp.org/cheatsheets/Cross-Site_Request_Forgery_Prevention_Cheat_Sheet.html">OWASP,
///   double-submit cookies</a>
final class FormTokens {
    /// The field that has it in a form.
    static final String FIELD = "csrf";

    private static final Pattern RANDOM = Pattern.compile("[A-Za-z0-9_-]{43}");

    private FormTokens() {}

    private static String cookieName(boolean secure) {
        return secure ? "__Host-vigia-form" : "vigia-form";
    }

    /// The token of the page that is being written. A browser without a cookie gets one.
    static String of(Context ctx) {
        boolean secure = Threshold.isSecure(ctx);
        String name = cookieName(secure);
        String random = ctx.cookie(name);
        if (random == null || !RANDOM.matcher(random).matches()) {
            random = Secrets.token();
            ctx.cookie(new Cookie(name, random, "/", -1, secure, true, null, SameSite.STRICT));
        }
        return token(random);
    }

    /// Whether `given` is the token of a page that the same browser has got.
    static boolean isRight(Context ctx, @Nullable String given) {
        String random = ctx.cookie(cookieName(Threshold.isSecure(ctx)));
        return given != null
                && random != null
                && RANDOM.matcher(random).matches()
                && Secrets.equal(token(random), given);
    }

    private static String token(String random) {
        return Secrets.hash("vigia form " + random);
    }
}
