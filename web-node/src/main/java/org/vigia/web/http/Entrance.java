package org.vigia.web.http;

import io.javalin.http.Context;
import org.jspecify.annotations.Nullable;
import org.vigia.web.account.Accounts;
import org.vigia.web.account.ApiTokens;
import org.vigia.web.account.Entitlement;

/// What somebody becomes who has proved who they are: a session with their account's reach as it is
/// now.
final class Entrance {
    private static final int LONGEST_AGENT = 200;

    private final Accounts accounts;

    Entrance(Accounts accounts) {
        this.accounts = accounts;
    }

    /// Signs in whoever sends this request. A session that the browser had before is over: the new
    /// one has another token.
    ///
    /// @throws Problem 401 when the account has been closed meanwhile
    Session enter(Context ctx, Gate gate, String user) {
        gate.cookieSession(ctx).ifPresent(gate.sessions()::end);
        Entitlement now = accounts.entitlement(user).orElseThrow(Problem::wrongCredentials);
        Sessions.Opened opened =
                gate.sessions()
                        .open(
                                new Session.Login(
                                        user,
                                        null,
                                        now.reach(),
                                        ctx.ip(),
                                        agent(ctx.userAgent()),
                                        () -> accounts.stands(user, now.epoch())));
        gate.admit(ctx, opened);
        return opened.session();
    }

    /// Whose API token it is.
    static Session.Login login(ApiTokens tokens, ApiTokens.Holder holder, String address) {
        return new Session.Login(
                holder.user(),
                holder.name(),
                holder.reach(),
                address,
                "",
                () -> tokens.stands(holder));
    }

    private static String agent(@Nullable String text) {
        String given = text == null ? "" : text;
        return given.substring(0, Math.min(LONGEST_AGENT, given.length()));
    }
}
