package org.vigia.telegram.orders;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.vigia.shared.time.Backoff;
import org.vigia.shared.time.Pace;
import org.vigia.telegram.bot.Bot;
import org.vigia.telegram.bot.Outcome;
import org.vigia.telegram.bot.Update;
import org.vigia.telegram.bot.Updates;

/// Asks Telegram for what people write and press, again and again, and hands each thing on once. It
/// waits for nobody but Telegram and the disk. For one thread.
final class Poller {
    /// Takes what has come, quickly.
    interface Taker {
        void take(Update update, Freshness age);

        /// Whether something is to be done about it, so that the disk must know first: what
        /// strangers write is not worth wearing a card out.
        boolean matters(Update update);
    }

    private record Taken(Update update, Freshness age) {}

    private static final Logger LOG = LoggerFactory.getLogger(Poller.class);
    private static final Duration LONG = Duration.ofSeconds(50);
    private static final Duration SECOND = Duration.ofSeconds(1);
    private static final Duration UNKNOWN = Duration.ofDays(1);
    private static final Duration AN_HOUR = Duration.ofHours(1);

    /// As many as Telegram gives at once: behind these there may be older ones still.
    private static final int FULL = 100;

    private final Bot bot;
    private final Handled handled;
    private final Pace pace;
    // Less than the age at which orders are refused.
    private Backoff unreachable = Backoff.between(Duration.ofSeconds(1), Duration.ofMinutes(1));
    private Backoff conflict = Backoff.between(Duration.ofSeconds(10), Duration.ofMinutes(5));
    private boolean wrongToken;
    private boolean diskRefuses;
    private boolean caughtUp;
    private List<Taken> held = List.of();
    private OptionalLong answeredNanos = OptionalLong.empty();

    Poller(Bot bot, Handled handled, Pace pace) {
        this.bot = bot;
        this.handled = handled;
        this.pace = pace;
    }

    /// Until it is interrupted.
    void run(Taker taker) throws InterruptedException {
        while (true) {
            Duration pause;
            try {
                pause = poll(taker);
            } catch (RuntimeException e) {
                LOG.error("the Telegram poller met a bug", e);
                caughtUp = false;
                pause = unreachable("a bug");
            }
            pace.sleep(pause);
        }
    }

    /// Asks for who the bot is until Telegram says so.
    Bot.Identity identity() throws InterruptedException {
        while (true) {
            Outcome<Bot.Identity> outcome = bot.whoAmI();
            if (outcome instanceof Outcome.Done<Bot.Identity>(Bot.Identity identity)) {
                succeeded();
                return identity;
            }
            pace.sleep(failed(outcome));
        }
    }

    /// One request.
    ///
    /// @return how long to wait before the next
    Duration poll(Taker taker) throws InterruptedException {
        // At first and after a failure it is asked for what waits already: what comes later is then
        // known to be younger than that answer.
        Duration wait = caughtUp ? LONG : Duration.ZERO;
        long asked = pace.nanos();
        Outcome<Updates> outcome = bot.updates(handled.offset(), wait);
        if (!(outcome instanceof Outcome.Done<Updates>(Updates updates))) {
            caughtUp = false;
            return failed(outcome);
        }
        succeeded();
        // Telegram has seen the new offset, and forgotten what came before it.
        List<Taken> confirmed = held;
        held = List.of();
        confirmed.forEach(t -> taker.take(t.update(), t.age()));
        boolean idle = take(updates, taker);
        boolean tooSoon = idle && wait.isPositive() && pace.nanos() - asked < SECOND.toNanos();
        return tooSoon ? SECOND : Duration.ZERO;
    }

    /// Hands on what is new, or holds it.
    ///
    /// @return whether there was nothing new
    private boolean take(Updates updates, Taker taker) {
        long now = pace.nanos();
        Duration sincePoll =
                answeredNanos.isEmpty()
                        ? UNKNOWN
                        : Duration.ofNanos(now - answeredNanos.getAsLong());
        List<Taken> fresh =
                handled.take(updates.updates()).stream()
                        .map(u -> new Taken(u, age(u, updates, sincePoll, now)))
                        .toList();
        if (updates.updates().size() < FULL) {
            answeredNanos = OptionalLong.of(now);
        }
        held = hand(fresh, taker);
        caughtUp = held.isEmpty() && updates.updates().size() < FULL;
        return fresh.isEmpty();
    }

    /// Hands on one after the other. Whether one matters is asked in its turn: by what came before
    /// it a stranger may have become somebody.
    ///
    /// @return what is held back, since the disk does not take that it came
    private List<Taken> hand(List<Taken> fresh, Taker taker) {
        boolean saved = false;
        for (int i = 0; i < fresh.size(); i++) {
            Taken next = fresh.get(i);
            if (!saved && taker.matters(next.update())) {
                saved = remember();
                if (!saved) {
                    return List.copyOf(fresh.subList(i, fresh.size()));
                }
            }
            taker.take(next.update(), next.age());
        }
        return List.of();
    }

    private static Freshness age(Update update, Updates answer, Duration sincePoll, long now) {
        return switch (update) {
            case Update.Written written ->
                    Freshness.ofText(written.sent(), answer.date(), sincePoll, now);
            case Update.Pressed _, Update.GroupMoved _, Update.Membership _, Update.Other _ ->
                    Freshness.ofPress(sincePoll, now);
        };
    }

    /// What was taken is never to be given again. Where the disk refuses, Telegram is asked once
    /// more first, which makes it forget: only then anything is done about it.
    private boolean remember() {
        try {
            handled.save();
            if (diskRefuses) {
                LOG.info("telegram: the disk takes the numbers of orders again");
            }
            diskRefuses = false;
            return true;
        } catch (IOException e) {
            if (!diskRefuses) {
                LOG.error("telegram: the disk does not take the numbers of orders", e);
            }
            diskRefuses = true;
            return false;
        }
    }

    private void succeeded() {
        if (unreachable.failures() > 0 || conflict.failures() > 0 || wrongToken) {
            LOG.info(
                    "telegram: orders come again after {} tries",
                    Math.max(1, unreachable.failures() + conflict.failures()));
        }
        unreachable = unreachable.succeeded();
        conflict = conflict.succeeded();
        wrongToken = false;
    }

    private Duration failed(Outcome<?> outcome) {
        return switch (outcome) {
            case Outcome.Limited<?>(Duration after) -> after.compareTo(SECOND) < 0 ? SECOND : after;
            case Outcome.Conflict<?> _ -> {
                if (conflict.failures() == 0) {
                    LOG.error(
                            "telegram: another program asks for this bot's orders; only one camera"
                                    + " of a bot may (telegram.orders: false on the others)");
                }
                conflict = conflict.failed();
                yield conflict.delay();
            }
            case Outcome.WrongToken<?> _ -> {
                if (!wrongToken) {
                    LOG.error("telegram: the token is wrong or was revoked; no orders come");
                }
                wrongToken = true;
                yield AN_HOUR;
            }
            case Outcome.Unreachable<?>(String why) -> unreachable(why);
            case Outcome.Refused<?>(int code, String why) -> unreachable(code + " " + why);
            case Outcome.Done<?> _,
                    Outcome.Gone<?> _,
                    Outcome.Moved<?> _,
                    Outcome.Unchanged<?> _,
                    Outcome.NothingToReplyTo<?> _ ->
                    unreachable("an answer to another question");
        };
    }

    private Duration unreachable(String why) {
        unreachable = unreachable.failed();
        if (unreachable.worthALine()) {
            LOG.warn("telegram: no orders, {} in a row: {}", unreachable.failures(), why);
        }
        return unreachable.delay();
    }
}
