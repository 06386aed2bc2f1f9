package org.vigia.telegram.outbox;

import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import org.vigia.shared.event.EventId;
import org.vigia.telegram.bot.Message;
import org.vigia.telegram.bot.Press;
import org.vigia.telegram.outbox.Task.Lane;
import org.vigia.telegram.outbox.Task.Step;
import org.vigia.telegram.text.AlertWords;
import org.vigia.telegram.text.Subject;

/// The requests that bring a thread forward. Used by one thread.
final class AlertWording {
    private static final Duration LATE = Duration.ofMinutes(2);
    private static final long RINGS_APART = Duration.ofMinutes(1).toNanos();

    private final OutboxSettings settings;
    private final Uploads uploads;
    private final Clock clock;
    private final Map<Rung, Long> rungNanos = new HashMap<>();

    private record Rung(long thread, long chat) {}

    AlertWording(OutboxSettings settings, Uploads uploads, Clock clock) {
        this.settings = settings;
        this.uploads = uploads;
        this.clock = clock;
    }

    /// Whether something is told so late that it must say so.
    ///
    /// @param asked since when it waits; null where an earlier process was told of it
    boolean isLate(AlertThread thread, int item, @Nullable Long asked, long now) {
        if (asked != null) {
            return now - asked > LATE.toNanos();
        }
        long at = item < 0 ? thread.lastMillis() : thread.items().get(item).at();
        long millis = clock.millis() - at;
        return millis < 0 || millis > LATE.toMillis();
    }

    /// Whether there is something to send: what was in memory only is lost by a restart.
    boolean isThere(AlertThread thread, Item item) {
        return item.kind().isWords() || uploads.of(thread.number(), item).isPresent();
    }

    Task text(AlertThread thread, long chat, boolean late) {
        return new Task(
                thread.number(),
                chat,
                Lane.WORDS,
                new Step.Text(thread.revision(), late),
                new Message.Text(
                        chat,
                        words(thread, chat)
                                .text(
                                        thread.state(late, link(thread)),
                                        settings.zone(),
                                        clock.instant()),
                        OptionalLong.empty(),
                        false,
                        buttons(thread, chat)));
    }

    Task edit(AlertThread thread, long chat) {
        ChatSteps steps = thread.steps(chat);
        return new Task(
                thread.number(),
                chat,
                Lane.WORDS,
                new Step.Edit(thread.revision()),
                new Message.Edit(
                        chat,
                        steps.message(),
                        words(thread, chat)
                                .text(
                                        thread.state(steps.isLate(), link(thread)),
                                        settings.zone(),
                                        clock.instant()),
                        buttons(thread, chat)));
    }

    Task item(AlertThread thread, long chat, Item item, boolean late, long now) {
        ChatSteps steps = thread.steps(chat);
        OptionalLong reply =
                steps.canReply() ? OptionalLong.of(steps.message()) : OptionalLong.empty();
        AlertWords words = words(thread, chat);
        Step step = new Step.Item(item.number());
        String caption = words.caption(item.at(), late, settings.zone(), clock.instant());
        return switch (item.kind()) {
            case PICTURE -> {
                boolean silent = !rings(thread, chat, item, now);
                yield new Task(
                        thread.number(),
                        chat,
                        Lane.PICTURES,
                        step,
                        new Message.Photo(chat, upload(thread, item), caption, reply, silent));
            }
            case FILM ->
                    new Task(
                            thread.number(),
                            chat,
                            Lane.FILMS,
                            step,
                            new Message.Film(chat, upload(thread, item), caption, reply, true));
            case TOO_LARGE -> said(thread, chat, step, words.tooLarge(link(thread)), reply, true);
            case LET_GO -> said(thread, chat, step, words.letGo(link(thread)), reply, true);
            case RECOVERED ->
                    said(
                            thread,
                            chat,
                            step,
                            words.over(thread.subject(), thread.camera()),
                            reply,
                            true);
            case AGAIN ->
                    said(
                            thread,
                            chat,
                            step,
                            words.again(thread.subject(), thread.camera()),
                            reply,
                            !rings(thread, chat, item, now));
        };
    }

    void forget(long thread) {
        rungNanos.keySet().removeIf(r -> r.thread() == thread);
    }

    private static Task said(
            AlertThread thread,
            long chat,
            Step step,
            String text,
            OptionalLong reply,
            boolean silent) {
        return new Task(
                thread.number(),
                chat,
                Lane.WORDS,
                step,
                new Message.Text(chat, text, reply, silent, List.of()));
    }

    /// The first text has rung for the first incident; each later one rings by itself, but not more
    /// than once a minute.
    private boolean rings(AlertThread thread, long chat, Item item, long now) {
        EventId first = thread.firstIncident();
        if (first != null && first.equals(item.incident())) {
            return false;
        }
        Rung key = new Rung(thread.number(), chat);
        Long before = rungNanos.get(key);
        if (before != null && now - before < RINGS_APART) {
            return false;
        }
        rungNanos.put(key, now);
        return true;
    }

    private Message.Upload upload(AlertThread thread, Item item) {
        return uploads.of(thread.number(), item)
                .orElseThrow(() -> new IllegalStateException("what is to be sent is not there"));
    }

    private static AlertWords words(AlertThread thread, long chat) {
        return AlertWords.in(thread.steps(chat).language());
    }

    private String link(AlertThread thread) {
        EventId incident = thread.firstIncident();
        return settings.site().isEmpty() || incident == null
                ? ""
                : settings.site() + "/history#" + incident;
    }

    private List<List<Message.Button>> buttons(AlertThread thread, long chat) {
        EventId incident = thread.firstIncident();
        if (!settings.orders() || incident == null || thread.subject() == Subject.DURESS) {
            return List.of();
        }
        AlertWords words = words(thread, chat);
        return List.of(
                List.of(
                        new Message.Button(words.button("disarm"), new Press.Disarm()),
                        new Message.Button(words.button("photo"), new Press.Photo())),
                List.of(
                        new Message.Button(words.button("siren-off"), new Press.Siren(false)),
                        new Message.Button(words.button("siren-on"), new Press.Siren(true))),
                List.of(
                        new Message.Button(words.button("false"), new Press.FalseAlarm(incident)),
                        new Message.Button(words.button("keep"), new Press.Keep(incident))));
    }
}
