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

/// Deletes what is old, and what must make room: once an hour, again soon where more is left to do,
/// and when a camera's room is short. One thread of its own.
public final class Retention implements RoomWatcher, AutoCloseable {
    /// How many events of a camera go for their age in [#SOON]: a clock that is wrong deletes
    /// little before somebody notices.
    static final int AGED_AT_ONCE = 200;

    /// When a camera is looked at again that has more aged events, or of which nothing could go.
    static final Duration SOON = Duration.ofMinutes(10);

    /// A camera that is short of room is not looked at more often: its oldest events are found by a
    /// walk.
    static final Duration REST = Duration.ofMinutes(1);

    /// How long self-tests are kept.
    static final Duration SELF_TESTS = Duration.ofDays(7);

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
    private final Bin bin;
    private final ClockTrust trust;
    private final Map<String, Optional<String>> shortOnes = new HashMap<>();
    private final Map<String, Long> raisedNanos = new HashMap<>();
    private final Map<String, Tending> tended = new HashMap<>();
    private long lookedNanos;
    private @Nullable Thread thread;

    /// What the last looks at a camera have left to do.
    private static final class Tending {
        /// When it was looked at, until when not for its room, and whether anything has gone then.
        long lookedNanos;

        long restsUntilNanos;
        boolean fruitful;

        /// Since when events have gone for their age, how many, and whether there are more.
        long agedSinceNanos;

        int aged;
        boolean hasMore;

        Tending(long nowNanos) {
            lookedNanos = nowNanos - REST.toNanos();
            restsUntilNanos = nowNanos;
            agedSinceNanos = nowNanos;
        }

        int agedLeft(long nowNanos) {
            if (nowNanos - agedSinceNanos >= SOON.toNanos()) {
                agedSinceNanos = nowNanos;
                aged = 0;
            }
            return AGED_AT_ONCE - aged;
        }
    }

    /// @param store where events are kept
    /// @param index finds the oldest of them
    /// @param selfTests finds self-tests, which go after a week whatever the rules
    /// @param bin finds what people have deleted
    /// @param rules when they go
    /// @param clock web-node's wall clock, which labels arrivals
    /// @param pace monotonic time
    public Retention(
            EventStore store,
            Oldest index,
            SelfTests selfTests,
            InBin bin,
            RetentionRules rules,
            Clock clock,
            Pace pace) {
        this(new DeletableEvents(store, index, selfTests, bin), rules, clock, pace);
    }

    Retention(Shelf shelf, RetentionRules rules, Clock clock, Pace pace) {
        this.shelf = shelf;
        this.rules = rules;
        this.clock = clock;
        this.pace = pace;
        this.bin = new Bin(shelf);
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
                pace.sleep(BREATH);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private synchronized Map<String, Optional<String>> awaitWork() throws InterruptedException {
        Map<String, Optional<String>> work = due();
        while (work.isEmpty()) {
            wait(Math.max(1, untilDue().toMillis()));
            work = due();
        }
        return work;
    }

    /// What is to be looked at now: cameras that are short of room, those with more aged events
    /// that may go by now, and each hour all.
    synchronized Map<String, Optional<String>> due() {
        Map<String, Optional<String>> work = new HashMap<>(shortOnes);
        shortOnes.clear();
        long now = pace.nanos();
        tended.forEach((camera, tending) -> {
            if (tending.hasMore && now - tending.agedSinceNanos >= SOON.toNanos()) {
                work.putIfAbsent(camera, Optional.empty());
            }
        });
        if (now - lookedNanos >= LOOK.toNanos()) {
            lookedNanos = now;
            shelf.cameras().forEach(camera -> work.putIfAbsent(camera, Optional.empty()));
        }
        return work;
    }

    private Duration untilDue() {
        Duration left = LOOK.minusNanos(pace.nanos() - lookedNanos);
        boolean more = tended.values().stream().anyMatch(tending -> tending.hasMore);
        return more && left.compareTo(REST) > 0 ? REST : left;
    }

    /// One look at some cameras, each with the words in which its last upload was refused, if it
    /// was.
    void look(Map<String, Optional<String>> cameras) {
        boolean trusted = trust.isTrusted();
        cameras.forEach((camera, refused) -> {
            try {
                Tending tending = tended.computeIfAbsent(camera, _ -> new Tending(pace.nanos()));
                if (trusted) {
                    tend(camera, tending);
                }
                if (refused.isPresent() && !(trusted && tending.fruitful)) {
                    raise(camera, refused.get());
                }
            } catch (IOException e) {
                LOG.error("{}: retention could not do its work", camera, e);
            } catch (RuntimeException e) {
                LOG.error("{}: retention met a bug", camera, e);
            }
        });
    }

    // A camera that is refused tries again and again, and finding its oldest events is a walk.
    private void tend(String camera, Tending tending) throws IOException {
        long now = pace.nanos();
        if (now - tending.lookedNanos < REST.toNanos()) {
            return;
        }
        tending.lookedNanos = now;
        boolean rests = now - tending.restsUntilNanos < 0;
        long excess = rests ? 0 : shelf.excess(camera);
        int gone = bin.empty(camera, excess, clock.millis()) + tidy(camera, tending, !rests);
        forgetSelfTests(camera);
        if (!rests) {
            tending.fruitful = gone > 0;
            boolean hopeless = gone == 0 && excess > 0;
            tending.restsUntilNanos = now + (hopeless ? SOON : REST).toNanos();
        }
    }

    private void forgetSelfTests(String camera) throws IOException {
        long before = clock.millis() - SELF_TESTS.toMillis();
        for (Candidate candidate : shelf.selfTests(camera, before, PAGE)) {
            if (candidate.arrivedMillis() < before) {
                shelf.delete(camera, candidate, "a self-test older than 7 days");
            }
        }
    }

    /// @param room whether events may go to make room
    /// @return how many events have gone
    private int tidy(String camera, Tending tending, boolean room) throws IOException {
        RetentionPlan plan = new RetentionPlan(rules, clock.millis());
        int before = tending.aged;
        int gone = 0;
        long after = 0;
        tending.hasMore = false;
        while (true) {
            List<Candidate> page = shelf.oldest(camera, after, PAGE);
            int agedLeft = tending.agedLeft(pace.nanos());
            long aged = page.stream().filter(plan::isAged).count();
            for (RetentionPlan.Departure departure :
                    plan.of(page, room ? shelf.excess(camera) : 0, agedLeft)) {
                tending.aged += departure.aged() ? 1 : 0;
                aged -= departure.aged() ? 1 : 0;
                if (shelf.delete(camera, departure.candidate(), departure.why())) {
                    gone++;
                    LOG.debug("{}: {}: {}", camera, departure.candidate(), departure.why());
                }
            }
            agedLeft = tending.agedLeft(pace.nanos());
            tending.hasMore |= aged > 0;
            long excess = room ? shelf.excess(camera) : 0;
            if (page.isEmpty() || plan.endsWith(page.getLast(), excess, agedLeft)) {
                if (gone > 0) {
                    LOG.info(
                            "{}: {} events were deleted, {} for their age{}",
                            camera,
                            gone,
                            tending.aged - before,
                            tending.hasMore ? ", more will" : "");
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
