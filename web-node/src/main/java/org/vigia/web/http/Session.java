package org.vigia.web.http;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.vigia.web.account.Reach;

/// One signed-in browser or script, and the connections that live no longer than it does.
final class Session {
    private final String user;
    private final Reach reach;
    private final String csrf;
    private final long createdNanos;
    private final Set<Runnable> dependants = new HashSet<>();
    private long usedNanos;
    private boolean ended;

    Session(String user, Reach reach, String csrf, long nowNanos) {
        this.user = user;
        this.reach = reach;
        this.csrf = csrf;
        this.createdNanos = nowNanos;
        this.usedNanos = nowNanos;
    }

    String user() {
        return user;
    }

    /// What they may do, and with which cameras.
    Reach reach() {
        return reach;
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
