package org.vigia.web.http;

import io.javalin.http.Context;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.vigia.web.account.Reach;
import org.vigia.web.account.Secrets;
import org.vigia.web.sight.Onlooker;

/// One signed-in browser or script, and the connections that live no longer than it does.
final class Session {
    private final String id = Secrets.typed(12);
    private final Login login;
    private final String csrf;
    private final long createdNanos;
    private final Set<Runnable> dependants = new HashSet<>();
    private long usedNanos;
    private boolean ended;

    /// Who has come in, and how.
    ///
    /// @param token the name of the API token they brought; null for who has signed in
    /// @param reach what they may do, and with which cameras
    /// @param address where they came from
    /// @param agent what their browser calls itself
    /// @param stands whether nothing has changed that the reach depends on
    record Login(
            String user,
            @Nullable String token,
            Reach reach,
            String address,
            String agent,
            BooleanSupplier stands) {}

    Session(Login login, String csrf, long nowNanos) {
        this.login = login;
        this.csrf = csrf;
        this.createdNanos = nowNanos;
        this.usedNanos = nowNanos;
    }

    /// What may be shown to its user, unlike the token.
    String id() {
        return id;
    }

    Login login() {
        return login;
    }

    String user() {
        return login.user();
    }

    /// What they may do, and with which cameras.
    Reach reach() {
        return login.reach();
    }

    /// Whether a script's token stands for it, which no browser sends by itself.
    boolean isToken() {
        return login.token() != null;
    }

    /// As whom the ports know who sends this request.
    Onlooker onlooker(Context ctx) {
        return new Onlooker(actor(), ctx.ip(), reach());
    }

    /// The user, and the token where there is one, as the audit log has them.
    String actor() {
        return isToken() ? "%s (%s)".formatted(user(), login.token()) : user();
    }

    /// What a request that changes something must repeat; see docs/openapi.yaml.
    String csrf() {
        return csrf;
    }

    synchronized long usedNanos() {
        return usedNanos;
    }

    long createdNanos() {
        return createdNanos;
    }

    synchronized boolean hasEnded() {
        return ended;
    }

    synchronized void use(long nowNanos) {
        usedNanos = nowNanos;
    }

    /// Runs `onEnd` when the session ends, at once if it has; until [#release].
    void attach(Runnable onEnd) {
        synchronized (this) {
            if (!ended) {
                dependants.add(onEnd);
                return;
            }
        }
        onEnd.run();
    }

    synchronized void release(Runnable onEnd) {
        dependants.remove(onEnd);
    }

    void end() {
        List<Runnable> all;
        synchronized (this) {
            ended = true;
            all = List.copyOf(dependants);
            dependants.clear();
        }
        all.forEach(Runnable::run);
    }
}
