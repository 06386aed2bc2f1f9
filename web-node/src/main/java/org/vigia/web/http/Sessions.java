package org.vigia.web.http;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.vigia.shared.time.Pace;
import org.vigia.web.account.Secrets;

/// The sessions, in memory only: a restart signs everybody out. Tokens are random 256-bit numbers
/// of which only the hash is kept. A session ends also when what its reach depends on has changed.
/// Safe for use by several threads.
final class Sessions {
    private static final int MAX_SESSIONS = 1000;
    private static final Duration SWEEP = Duration.ofSeconds(30);

    // An API token must not pass for a browser's, which is asked for a cross-site token.
    private static final String BROWSERS = "cookie ";
    private static final String SCRIPTS = "bearer ";

    private final Pace pace;
    private final Duration idle;
    private final Duration lifetime;
    private final Map<String, Session> byHash = new HashMap<>();
    private long sweptNanos;

    /// A new session and the token that only its browser gets.
    record Opened(String token, Session session) {}

    Sessions(Pace pace, Duration idle, Duration lifetime) {
        this.pace = pace;
        this.idle = idle;
        this.lifetime = lifetime;
        this.sweptNanos = pace.nanos();
    }

    Opened open(Session.Login login) {
        String token = Secrets.token();
        return new Opened(token, put(BROWSERS + Secrets.hash(token), login));
    }

    /// The session of a browser's token, which counts as its use.
    Optional<Session> find(@Nullable String token) {
        return token != null && isToken(token)
                ? live(BROWSERS + Secrets.hash(token))
                : Optional.empty();
    }

    /// The session that stands for a script's token, begun anew where there is none.
    ///
    /// @param login whose token it is; empty where it is nobody's
    Optional<Session> bearer(String token, Supplier<Optional<Session.Login>> login) {
        if (!isToken(token)) {
            return Optional.empty();
        }
        String key = SCRIPTS + Secrets.hash(token);
        return live(key).or(() -> login.get().map(l -> put(key, l)));
    }

    private static boolean isToken(String token) {
        return !token.isEmpty() && token.length() <= 100;
    }

    private Optional<Session> live(String key) {
        sweep();
        Session session;
        synchronized (this) {
            session = byHash.get(key);
        }
        return session != null && keepAlive(session) ? Optional.of(session) : Optional.empty();
    }

    private Session put(String key, Session.Login login) {
        Session session = new Session(login, Secrets.token(), pace.nanos());
        List<Session> superfluous = new ArrayList<>();
        synchronized (this) {
            byHash.put(key, session);
            if (byHash.size() > MAX_SESSIONS) {
                byHash.values().stream()
                        .min(Comparator.comparingLong(Session::usedNanos))
                        .ifPresent(superfluous::add);
                byHash.values().removeAll(superfluous);
            }
        }
        superfluous.forEach(Session::end);
        return session;
    }

    /// Counts as use of `session`.
    ///
    /// @return false when it is over
    boolean keepAlive(Session session) {
        long now = pace.nanos();
        if (session.hasEnded()) {
            return false;
        }
        if (isOver(session, now) || !session.login().stands().getAsBoolean()) {
            end(session);
            return false;
        }
        session.use(now);
        return true;
    }

    /// Counts as use of `session` by what goes on by itself, many times a second, for many at once.
    /// What the session depends on is not looked at, since that may wait for the disk:
    /// [SessionWatch] does it.
    ///
    /// @return false when it is over
    boolean goesOn(Session session) {
        if (session.hasEnded()) {
            return false;
        }
        session.use(pace.nanos());
        return true;
    }

    /// A user's browsers that are signed in, the last used first.
    synchronized List<Session> of(String user) {
        return byHash.values().stream()
                .filter(s -> s.user().equals(user) && !s.isToken())
                .sorted(Comparator.comparingLong(Session::usedNanos).reversed())
                .toList();
    }

    /// How many browsers and scripts are signed in.
    int count() {
        sweep();
        synchronized (this) {
            return byHash.size();
        }
    }

    /// How long ago, for who shows it.
    Duration ago(long nanos) {
        return Duration.ofNanos(pace.nanos() - nanos);
    }

    void end(Session session) {
        end(s -> s == session);
        session.end();
    }

    void endAll() {
        end(s -> true);
    }

    /// Ends what a change of an account has made stale, with its sockets and news.
    void endStale() {
        end(s -> !s.login().stands().getAsBoolean());
    }

    /// Ends what has become stale or has not been used for too long.
    void endOver() {
        long now = pace.nanos();
        end(s -> isOver(s, now) || !s.login().stands().getAsBoolean());
    }

    void end(Predicate<Session> which) {
        List<Session> ending;
        synchronized (this) {
            ending = byHash.values().stream().filter(which).toList();
            byHash.values().removeAll(ending);
        }
        ending.forEach(Session::end);
    }

    private void sweep() {
        long now = pace.nanos();
        synchronized (this) {
            if (now - sweptNanos < SWEEP.toNanos()) {
                return;
            }
            sweptNanos = now;
        }
        end(s -> isOver(s, now));
    }

    private boolean isOver(Session session, long now) {
        return now - session.usedNanos() > idle.toNanos()
                || now - session.createdNanos() > lifetime.toNanos();
    }
}
