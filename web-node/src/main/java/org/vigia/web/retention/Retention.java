package org.vigia.web.retention;

import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.vigia.shared.lifecycle.NamedThreads;
import org.vigia.shared.time.Pace;
import org.vigia.web.store.EventStore;
import org.vigia.web.store.RoomWatcher;

/// Deletes what is old, and what must make room: once an hour, and when a camera's room is short.
/// One thread of its own.
public final class Retention implements RoomWatcher, AutoCloseable {
    /// How many events go for their age in one look: a clock that is wrong deletes little before
    /// somebody notices.
    static final int AGED_AT_ONCE = 200;

    private static final Logger LOG = LoggerFactory.getLogger(Retention.class);
    private static final Duration LOOK = Duration.ofHours(1);
    private static final Duration FIRST_LOOK = Duration.ofMinutes(10);
    private static final Duration BREATH = Duration.ofSeconds(5);
    private static final Duration ONE_ALARM = Duration.ofDays(1);
    private static final Duration CLOSE_PATIENCE = Duration.ofSeconds(10);
    private static final int PAGE = 50;

    private final Shelf shelf;
    private final RetentionRules rules;
    private final Clock clock;
    private final Pace pace;
    private final ClockTrust trust;
    private final Map<String, Optional<String>> shortOnes = new HashMap<>();
    private final Map<String, Long> raisedNanos = new HashMap<>();
    private long lookedNanos;
    private @Nullable Thread thread;

    /// @param store where events are kept
    /// @param index finds the oldest of them
    /// @param rules when they go
    /// @param clock web-node's wall clock, which labels arrivals
    /// @param pace monotonic time
    public Retention(EventStore store, Oldest index, RetentionRules rules, Clock clock, Pace pace) {
        this(new DeletableEvents(store, index), rules, clock, pace);
    }

    Retention(Shelf shelf, RetentionRules rules, Clock clock, Pace pace) {
        this.shelf = shelf;
        this.rules = rules;
        this.clock = clock;
        this.pace = pace;
        this.trust = new ClockTrust(clock, pace);
        this.lookedNanos = pace.nanos() - LOOK.minus(FIRST_LOOK).toNanos();
    }

    /// Begins to look.
    public void start() {
        thread = NamedThreads.start("retention", this::run);
    }

    @Override
    public void close() {
        Thread running = thread;
        if (running != null && !NamedThreads.stop(running, CLOSE_PATIENCE)) {
            LOG.warn("retention did not end within {}", CLOSE_PATIENCE);
        }
    }

    @Override
    public synchronized void isShort(String camera, Optional<String> refused) {
        shortOnes.merge(camera, refused, (before, now) -> now.isPresent() ? now : before);
        notifyAll();
    }

    private void run() {
        try {
            while (true) {
                look(awaitWork());
                // A camera that is refused tries again and again.
                pace.sleep(BREATH);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private synchronized Map<String, Optional<String>> awaitWork() throws InterruptedException {
        Duration left = LOOK.minusNanos(pace.nanos() - lookedNanos);
        while (shortOnes.isEmpty() && left.isPositive()) {
            wait(Math.max(1, left.toMillis()));
            left = LOOK.minusNanos(pace.nanos() - lookedNanos);
        }
        Map<String, Optional<String>> work = new HashMap<>(shortOnes);
        shortOnes.clear();
        if (!left.isPositive()) {
            lookedNanos = pace.nanos();
            shelf.cameras().forEach(camera -> work.putIfAbsent(camera, Optional.empty()));
        }
        return work;
    }

    /// One look at some cameras, each with the words in which its last upload was refused, if it
    /// was.
    void look(Map<String, Optional<String>> cameras) {
        boolean trusted = trust.isTrusted();
        cameras.forEach((camera, refused) -> {
            try {
                int gone = trusted ? tidy(camera) : 0;
                if (gone == 0 && refused.isPresent()) {
                    raise(camera, refused.get());
                }
            } catch (IOException e) {
                LOG.error("{}: retention could not do its work", camera, e);
            } catch (RuntimeException e) {
                LOG.error("{}: retention met a bug", camera, e);
            }
        });
    }

    /// @return how many events have gone
    private int tidy(String camera) throws IOException {
        RetentionPlan plan = new RetentionPlan(rules, clock.millis());
        int gone = 0;
        int aged = 0;
        long after = 0;
        while (true) {
            long excess = shelf.excess(camera);
            List<Candidate> page = shelf.oldest(camera, after, PAGE);
            for (RetentionPlan.Departure departure : plan.of(page, excess)) {
                aged += departure.aged() ? 1 : 0;
                if (aged > AGED_AT_ONCE) {
                    LOG.info("{}: {} events have gone for their age, more will", camera, gone);
                    return gone;
                }
                if (shelf.delete(camera, departure.candidate(), departure.why())) {
                    gone++;
                    LOG.debug("{}: {}: {}", camera, departure.candidate(), departure.why());
                }
            }
            if (page.isEmpty() || plan.endsWith(page.getLast(), shelf.excess(camera))) {
                if (gone > 0) {
                    LOG.info("{}: {} events were deleted, {} for their age", camera, gone, aged);
                }
                return gone;
            }
            after = page.getLast().arrival();
        }
    }

    private void raise(String camera, String why) throws IOException {
        long now = pace.nanos();
        Long raised = raisedNanos.get(camera);
        if (raised == null || now - raised > ONE_ALARM.toNanos()) {
            LOG.error("{}: its uploads are not taken: {}", camera, why);
            shelf.ranOut(camera, why);
            raisedNanos.put(camera, now);
        }
    }
}
