package org.vigia.telegram.outbox;

import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.vigia.telegram.bot.Message;
import org.vigia.telegram.bot.Outcome;
import org.vigia.telegram.outbox.Task.Lane;
import org.vigia.telegram.outbox.Task.Step;

/// What follows from Telegram's answers: the table *Errors* of docs/design/telegram.md. Used by one
/// thread.
final class Consequences {
    private static final Logger LOG = LoggerFactory.getLogger(Consequences.class);
    private static final Duration TOKEN_AGAIN = Duration.ofHours(1);
    private static final int HOPELESS = 8;
    private static final int UNREACHABLE = 5;
    // Shorter ones are over before a process has begun anew.
    private static final Duration WORTH_KEEPING = Duration.ofSeconds(3);

    private final Threads threads;
    private final Sending sending;
    private final Upkeep upkeep;
    private final Audience audience;
    private final Clock clock;
    private final Consumer<Line> lines;
    private final Map<Part, Failures> failed = new HashMap<>();
    private long gotThrough;
    private boolean wrongToken;

    /// What a request brings forward.
    private record Part(long thread, long chat, int item) {
        static Part of(Task task) {
            return new Part(
                    task.thread(),
                    task.chat(),
                    switch (task.step()) {
                        case Step.Text _ -> -1;
                        case Step.Edit _ -> -2;
                        case Step.Item(int number) -> number;
                    });
        }
    }

    /// @param alone how often it has failed while something else got through
    /// @param gotThrough how much had got through when it failed last
    private record Failures(int alone, long gotThrough) {}

    Consequences(
            Threads threads,
            Sending sending,
            Upkeep upkeep,
            Audience audience,
            Clock clock,
            Consumer<Line> lines) {
        this.threads = threads;
        this.sending = sending;
        this.upkeep = upkeep;
        this.audience = audience;
        this.clock = clock;
        this.lines = lines;
    }

    void take(Task task, Outcome<Long> outcome, long now) {
        sending.ended(task);
        if (!(outcome instanceof Outcome.Unreachable<Long>
                || outcome instanceof Outcome.Conflict<Long>
                || outcome instanceof Outcome.Limited<Long>)) {
            failed.remove(Part.of(task));
            sending.answered(task.chat());
        }
        // A thread that was folded, closed or moved to another chat meanwhile needs no answer.
        Optional<AlertThread> thread =
                threads.get(task.thread()).filter(t -> t.chats().containsKey(task.chat()));
        switch (outcome) {
            case Outcome.Done<Long>(Long message) -> {
                recovered(task.lane());
                thread.ifPresent(t -> done(task, message));
            }
            case Outcome.Unchanged<Long> _ -> {
                recovered(task.lane());
                thread.ifPresent(t -> giveUp(task, null));
            }
            case Outcome.Limited<Long>(Duration after) -> limited(task.chat(), after, now);
            case Outcome.Unreachable<Long>(String why) -> failed(task, why, now);
            case Outcome.Conflict<Long> _ -> failed(task, "HTTP 409", now);
            case Outcome.WrongToken<Long> _ -> wrongToken(now);
            case Outcome.Gone<Long> _ -> {
                gone(task.chat());
                thread.ifPresent(
                        t -> lines.accept(new Line.TextGivenUp(t.number(), task.chat(), "gone")));
            }
            case Outcome.Moved<Long>(long chat) -> moved(task.chat(), chat);
            case Outcome.NothingToReplyTo<Long> _ -> thread.ifPresent(t -> unanchored(t, task));
            case Outcome.Refused<Long>(int code, String why) -> {
                recovered(task.lane());
                thread.ifPresent(t -> refused(t, task, code, why));
            }
        }
    }

    /// Whether Telegram does not know the token.
    boolean isTokenWrong() {
        return wrongToken;
    }

    boolean isUnreachable() {
        return sending.state(Lane.WORDS).failures() >= UNREACHABLE;
    }

    private void done(Task task, long message) {
        if (threads.isGone(task.chat())) {
            LOG.info("telegram: a chat lets the bot in again");
            lines.accept(new Line.Back(task.chat()));
        }
        switch (task.step()) {
            case Step.Text(int revision, boolean late) ->
                    lines.accept(
                            new Line.TextTold(task.thread(), task.chat(), message, revision, late));
            case Step.Edit _, Step.Item _ -> giveUp(task, null);
        }
    }

    /// @param why null where it is done rather than given up
    private void giveUp(Task task, @Nullable String why) {
        lines.accept(
                switch (task.step()) {
                    case Step.Text _ ->
                            new Line.TextGivenUp(
                                    task.thread(), task.chat(), why == null ? "unchanged" : why);
                    case Step.Edit(int revision) ->
                            new Line.EditDone(task.thread(), task.chat(), revision, why);
                    case Step.Item(int number) ->
                            new Line.ItemDone(task.thread(), task.chat(), number, why);
                });
    }

    private void recovered(Lane lane) {
        gotThrough++;
        if (wrongToken) {
            wrongToken = false;
            sending.resume();
            LOG.info("telegram: the token is good again");
        }
        LaneState state = sending.state(lane);
        if (state.failures() > 0) {
            LOG.info("telegram: reached again after {} tries ({})", state.failures(), lane);
            // What gets through here gets through elsewhere, too: all try at once.
            for (Lane other : Lane.values()) {
                sending.state(other).succeeded();
            }
        }
        if (lane != Lane.FILMS) {
            sending.state(Lane.WORDS).succeeded();
            sending.state(Lane.PICTURES).succeeded();
        }
        state.succeeded();
    }

    private void failed(Task task, String why, long now) {
        LaneState state = sending.state(task.lane());
        state.failed(now);
        if (state.worthALine()) {
            LOG.warn(
                    "telegram: not reached, {} in a row ({}): {}",
                    state.failures(),
                    task.lane(),
                    why);
        }
        sending.failed(task.chat());
        if (isHopeless(task)) {
            failed.remove(Part.of(task));
            threads.get(task.thread())
                    .filter(t -> t.chats().containsKey(task.chat()))
                    .ifPresent(t -> hopeless(t, task, why));
        }
    }

    /// Whether it is this request that does not get through, and no other: for a film that is
    /// enough to be seen from words, for which the line is not too slow.
    private boolean isHopeless(Task task) {
        boolean film = task.lane() == Lane.FILMS && sending.state(Lane.WORDS).failures() == 0;
        Failures now =
                failed.merge(
                        Part.of(task),
                        new Failures(film ? 1 : 0, gotThrough),
                        (before, first) ->
                                new Failures(
                                        before.alone()
                                                + (film || before.gotThrough() < gotThrough
                                                        ? 1
                                                        : 0),
                                        first.gotThrough()));
        return now.alone() >= HOPELESS;
    }

    private void hopeless(AlertThread thread, Task task, String why) {
        if (task.lane() == Lane.FILMS && task.step() instanceof Step.Item(int number)) {
            upkeep.replace(thread, number, ItemKind.LET_GO);
        } else {
            LOG.error("telegram: {} is given up, others get through: {}", task.message(), why);
            giveUp(task, why);
        }
    }

    void wrongToken(long now) {
        if (!wrongToken) {
            wrongToken = true;
            LOG.error(
                    "telegram: the token is wrong or was revoked; nobody is told anything until it"
                            + " is right (telegram.token)");
        }
        sending.pause(now + TOKEN_AGAIN.toNanos());
    }

    private void limited(long chat, Duration after, long now) {
        sending.block(chat, now + after.toNanos());
        if (after.compareTo(WORTH_KEEPING) >= 0) {
            long millis = after.toMillis();
            lines.accept(new Line.Blocked(chat, clock.millis() + millis, millis));
        }
    }

    private void gone(long chat) {
        if (!threads.isGone(chat)) {
            LOG.warn(
                    "telegram: a chat does not let the bot in any more (blocked, removed or never"
                            + " begun); it hears nothing until it does again");
            lines.accept(new Line.Gone(chat));
        }
    }

    /// A group has got another id.
    void moved(long from, long to) {
        LOG.info("telegram: a group has got another id");
        audience.moved(from, to);
        for (AlertThread thread : List.copyOf(threads.all())) {
            if (thread.chats().containsKey(from)) {
                lines.accept(new Line.Moved(thread.number(), from, to));
            }
        }
    }

    private void unanchored(AlertThread thread, Task task) {
        if (thread.steps(task.chat()).canReply()) {
            lines.accept(new Line.NoReply(task.thread(), task.chat()));
        } else {
            giveUp(task, "nothing to reply to");
        }
    }

    private void refused(AlertThread thread, Task task, int code, String why) {
        LOG.warn("telegram: {} refused with {}: {}", task.message(), code, why);
        if (code == 413 && task.message() instanceof Message.Film) {
            if (task.step() instanceof Step.Item(int number)) {
                upkeep.replace(thread, number, ItemKind.TOO_LARGE);
            }
        } else {
            giveUp(task, code + " " + why);
        }
    }
}
