package org.vigia.telegram.server;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.vigia.shared.time.Pace;
import org.vigia.telegram.server.schema.Call;
import org.vigia.telegram.server.schema.Refusal;

/// What has happened and was not yet confirmed, for `getUpdates`. Confirmed updates are forgotten,
/// all are after 24 hours by the server's clock. One poller at a time: a second one ends the wait
/// of the first with 409.
final class Updates {
    private static final Duration KEPT = Duration.ofDays(1);
    private static final Duration GLANCE = Duration.ofMillis(20);
    private static final Set<String> NOT_UNLESS_ASKED =
            Set.of("chat_member", "message_reaction", "message_reaction_count");
    private static final int REMEMBERED = 100;

    private record Update(long id, Instant at, ObjectNode json) {}

    private final Clock clock;
    private final Pace pace;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final List<Update> pending = new ArrayList<>();
    private final List<Update> confirmed = new ArrayList<>();
    private @Nullable Set<String> allowed;
    private long nextId;
    private long newestPoll;
    private int waiting;
    private boolean closed;

    Updates(Clock clock, Pace pace, long firstId) {
        this.clock = clock;
        this.pace = pace;
        this.nextId = firstId;
    }

    /// Something has happened. Types that were not allowed at that time never come.
    void add(String type, JsonNode what) {
        lock.lock();
        try {
            boolean wanted = isWanted(type);
            if (!wanted) {
                return;
            }
            ObjectNode update = JsonNodeFactory.instance.objectNode();
            update.put("update_id", nextId);
            update.set(type, what.deepCopy());
            pending.add(new Update(nextId, clock.instant(), update));
            nextId++;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private boolean isWanted(String type) {
        Set<String> named = allowed;
        return (named == null || named.isEmpty())
                ? !NOT_UNLESS_ASKED.contains(type)
                : named.contains(type);
    }

    /// Answers `getUpdates`.
    ///
    /// @throws Refusal 409 when another poller has come meanwhile
    ArrayNode poll(Call call, @Nullable Fault fault) throws Refusal, InterruptedException {
        lock.lock();
        try {
            long me = ++newestPoll;
            changed.signalAll();
            JsonNode types = call.node("allowed_updates");
            if (types != null) {
                Set<String> named = new HashSet<>();
                types.forEach(t -> named.add(t.asText()));
                allowed = named;
            }
            forgetOld();
            confirm(call.number("offset", 0));
            long timeout = Math.min(50, call.number("timeout", 0));
            long deadline = pace.nanos() + Duration.ofSeconds(timeout).toNanos();
            waiting++;
            try {
                while (pending.isEmpty()
                        && pace.nanos() < deadline
                        && !closed
                        && me == newestPoll) {
                    if (!changed.await(GLANCE.toMillis(), TimeUnit.MILLISECONDS)) {
                        forgetOld();
                    }
                }
            } finally {
                waiting--;
            }
            if (me != newestPoll) {
                throw Refusal.of(
                        409,
                        "Conflict: terminated by other getUpdates request; make sure that only one"
                                + " bot instance is running");
            }
            return batch((int) call.number("limit", 100), fault);
        } finally {
            lock.unlock();
        }
    }

    private ArrayNode batch(int limit, @Nullable Fault fault) {
        List<Update> chosen = new ArrayList<>(pending.subList(0, Math.min(limit, pending.size())));
        if (fault instanceof Fault.DuplicateUpdates) {
            List<Update> twice = new ArrayList<>(confirmed);
            chosen.forEach(u -> twice.addAll(List.of(u, u)));
            chosen = twice;
        }
        if (fault instanceof Fault.ReversedUpdates) {
            chosen = chosen.reversed();
        }
        ArrayNode answer = JsonNodeFactory.instance.arrayNode();
        chosen.forEach(u -> answer.add(u.json()));
        return answer;
    }

    private void confirm(long offset) {
        if (offset < 0) {
            int from = (int) Math.max(0, pending.size() + offset);
            pending.subList(0, from).clear();
            return;
        }
        for (Update update : List.copyOf(pending)) {
            if (update.id() < offset) {
                pending.remove(update);
                confirmed.add(update);
            }
        }
        if (confirmed.size() > REMEMBERED) {
            confirmed.subList(0, confirmed.size() - REMEMBERED).clear();
        }
    }

    private void forgetOld() {
        Instant oldest = clock.instant().minus(KEPT);
        pending.removeIf(u -> u.at().isBefore(oldest));
    }

    /// Forgets everything, for `deleteWebhook` with `drop_pending_updates`.
    void drop() {
        lock.lock();
        try {
            pending.clear();
        } finally {
            lock.unlock();
        }
    }

    /// How many are not confirmed.
    int pending() {
        lock.lock();
        try {
            forgetOld();
            return pending.size();
        } finally {
            lock.unlock();
        }
    }

    /// How many pollers wait just now.
    int pollers() {
        lock.lock();
        try {
            return waiting;
        } finally {
            lock.unlock();
        }
    }

    void close() {
        lock.lock();
        try {
            closed = true;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }
}
