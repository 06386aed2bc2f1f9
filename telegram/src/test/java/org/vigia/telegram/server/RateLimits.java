package org.vigia.telegram.server;

import java.time.Clock;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.vigia.shared.time.Pace;
import org.vigia.telegram.server.schema.Refusal;

/// The limits of Telegram's bot FAQ: a message a second in a chat (short bursts are let pass), 20 a
/// minute in a group, 30 a second in all. Only messages that are sent count, not edits. Measured by
/// the server's pace. Safe for several threads.
public final class RateLimits {
    /// What is done about it.
    public enum Mode {
        /// Nothing.
        OFF,
        /// Violations are noted.
        COUNT,
        /// They are noted and answered with 429.
        ENFORCE
    }

    private static final double SECOND = 1e9;
    private static final long MINUTE = Duration.ofMinutes(1).toNanos();

    private static final class Bucket {
        private double tokens;
        private long filledAt;
    }

    private final Pace pace;
    private final Clock clock;
    private final Map<Long, Bucket> perChat = new HashMap<>();
    private final Map<Long, Deque<Long>> perGroup = new HashMap<>();
    private final Deque<Long> all = new ArrayDeque<>();
    private final Map<String, Long> penalties = new HashMap<>();
    private final List<Violation> violations = new ArrayList<>();
    private Mode mode = Mode.ENFORCE;
    private int burst = 3;
    private int perMinute = 20;
    private int overall = 30;

    RateLimits(Pace pace, Clock clock) {
        this.pace = pace;
        this.clock = clock;
    }

    /// Switches.
    public synchronized void mode(Mode wanted) {
        mode = wanted;
    }

    /// Other figures than 3, 20 and 30.
    ///
    /// @param burst messages that may come at once into a quiet chat
    /// @param perMinute into a group
    /// @param overall a second
    public synchronized void figures(int burst, int perMinute, int overall) {
        this.burst = burst;
        this.perMinute = perMinute;
        this.overall = overall;
        perChat.clear();
    }

    /// What was not kept so far.
    public synchronized List<Violation> violations() {
        return List.copyOf(violations);
    }

    synchronized void send(long chat, boolean group) throws Refusal {
        if (mode == Mode.OFF) {
            return;
        }
        long now = pace.nanos();
        Bucket bucket = perChat.computeIfAbsent(chat, _ -> full(now));
        double grown = bucket.tokens + (now - bucket.filledAt) / SECOND;
        bucket.tokens = Math.min(burst, grown);
        bucket.filledAt = now;
        if (bucket.tokens < 1) {
            refuse(chat, "more than a message a second", (1 - bucket.tokens) * SECOND);
        }
        Deque<Long> minute = perGroup.computeIfAbsent(chat, _ -> new ArrayDeque<>());
        forget(minute, now - MINUTE);
        if (group && minute.size() >= perMinute) {
            refuse(
                    chat,
                    "more than %d messages a minute in a group".formatted(perMinute),
                    (double) MINUTE - (now - minute.getFirst()));
        }
        forget(all, now - (long) SECOND);
        if (all.size() >= overall) {
            refuse(chat, "more than %d messages a second".formatted(overall), SECOND);
        }
        bucket.tokens -= 1;
        minute.add(now);
        all.add(now);
    }

    /// Who was told to wait and comes earlier is told again.
    synchronized void patience(String key, long chat) throws Refusal {
        Long until = penalties.get(key);
        if (until == null) {
            return;
        }
        long left = until - pace.nanos();
        if (left <= 0) {
            penalties.remove(key);
            return;
        }
        violations.add(
                new Violation(
                        clock.instant(),
                        chat,
                        "came back %d ms before retry_after".formatted(left / 1_000_000)));
        throw Refusal.tooMany(seconds(left));
    }

    synchronized void punish(String key, int seconds) {
        penalties.put(key, pace.nanos() + Duration.ofSeconds(seconds).toNanos());
    }

    private void refuse(long chat, String what, double nanos) throws Refusal {
        violations.add(new Violation(clock.instant(), chat, what));
        if (mode == Mode.ENFORCE) {
            int seconds = seconds((long) nanos);
            punish(Long.toString(chat), seconds);
            throw Refusal.tooMany(seconds);
        }
    }

    private static int seconds(long nanos) {
        return (int) Math.max(1, Math.ceilDiv(nanos, (long) SECOND));
    }

    private Bucket full(long now) {
        Bucket bucket = new Bucket();
        bucket.tokens = burst;
        bucket.filledAt = now;
        return bucket;
    }

    private static void forget(Deque<Long> sent, long before) {
        while (!sent.isEmpty() && sent.getFirst() <= before) {
            sent.removeFirst();
        }
    }
}
