package org.vigia.web.http;

import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.vigia.shared.crypto.Sha256;
import org.vigia.shared.time.Pace;
import org.vigia.web.account.Reach;

/// The sessions, in memory only: a restart signs everybody out. Tokens are random 256-bit numbers
/// of which only the hash is kept. Safe for use by several threads.
final class Sessions {
    private static final int MAX_SESSIONS = 1000;
    private static final Duration SWEEP = Duration.ofSeconds(30);

    private final Pace pace;
    private final Duration idle;
    private final Duration lifetime;
    private final SecureRandom random = new SecureRandom();
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

    Opened open(String user, Reach reach) {
        String token = randomText();
        Session session = new Session(user, reach, randomText(), pace.nanos());
        List<Session> superfluous = new ArrayList<>();
        synchronized (this) {
            byHash.put(hash(token), session);
            if (byHash.size() > MAX_SESSIONS) {
                byHash.values().stream()
                        .min(Comparator.comparingLong(Session::usedNanos))
                        .ifPresent(superfluous::add);
                byHash.values().removeAll(superfluous);
            }
        }
        superfluous.forEach(Session::end);
        return new Opened(token, session);
    }

    /// The session of a token, which counts as its use.
    Optional<Session> find(@Nullable String token) {
        sweep();
        if (token == null || token.isEmpty() || token.length() > 100) {
            return Optional.empty();
        }
        Session session;
        synchronized (this) {
            session = byHash.get(hash(token));
        }
        return session != null && keepAlive(session) ? Optional.of(session) : Optional.empty();
    }

    /// Counts as use of `session`.
    ///
    /// @return false when it is over
    boolean keepAlive(Session session) {
        long now = pace.nanos();
        if (session.hasEnded()) {
            return false;
        }
        if (isOver(session, now)) {
            end(session);
            return false;
        }
        session.use(now);
        return true;
    }

    void end(Session session) {
        synchronized (this) {
            byHash.values().remove(session);
        }
        session.end();
    }

    void endAll() {
        List<Session> all;
        synchronized (this) {
            all = List.copyOf(byHash.values());
            byHash.clear();
        }
        all.forEach(Session::end);
    }

    private void sweep() {
        long now = pace.nanos();
        List<Session> over;
        synchronized (this) {
            if (now - sweptNanos < SWEEP.toNanos()) {
                return;
            }
            sweptNanos = now;
            over = byHash.values().stream().filter(s -> isOver(s, now)).toList();
            byHash.values().removeAll(over);
        }
        over.forEach(Session::end);
    }

    private boolean isOver(Session session, long now) {
        return now - session.usedNanos() > idle.toNanos()
                || now - session.createdNanos() > lifetime.toNanos();
    }

    private String randomText() {
        byte[] bytes = new byte[32];
        random.nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    private static String hash(String token) {
        return Sha256.of(token.getBytes(StandardCharsets.UTF_8));
    }
}
