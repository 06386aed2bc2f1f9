package org.vigia.telegram.orders;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.vigia.shared.time.Pace;
import org.vigia.telegram.bot.Bot;
import org.vigia.telegram.bot.Message;
import org.vigia.telegram.bot.Outcome;
import org.vigia.telegram.bot.Update;
import org.vigia.telegram.bot.Updates;

/// A bot that gives the answers a test has laid out, and remembers what it was asked.
final class ScriptedBot implements Bot {
    static final Instant DATE = Instant.parse("2026-05-01T21:04:07Z");

    final LinkedBlockingQueue<Outcome<Updates>> polls = new LinkedBlockingQueue<>();
    final List<String> asked = new ArrayList<>();
    final LinkedBlockingQueue<Message> sent = new LinkedBlockingQueue<>();
    final LinkedBlockingQueue<String> toasts = new LinkedBlockingQueue<>();
    final List<String> menus = new ArrayList<>();
    final Deque<Outcome<Long>> sending = new ArrayDeque<>();
    volatile boolean pressesTooOld;
    volatile Runnable failing = () -> {};
    private long messages = 100;

    @Override
    public Outcome<Identity> whoAmI() {
        return new Outcome.Done<>(new Identity(1, "vigia_bot"));
    }

    @Override
    public synchronized Outcome<Long> send(Message message) {
        Outcome<Long> outcome = sending.poll();
        if (outcome != null) {
            failing.run();
            return outcome;
        }
        sent.add(message);
        return new Outcome.Done<>(++messages);
    }

    @Override
    public Outcome<Updates> updates(long offset, Duration wait) throws InterruptedException {
        synchronized (this) {
            asked.add(offset + " for " + wait.toSeconds() + " s");
        }
        return polls.take();
    }

    @Override
    public Outcome<Boolean> answerPress(String press, String text, boolean loud) {
        if (pressesTooOld) {
            return new Outcome.Refused<>(400, "query is too old");
        }
        toasts.add((loud ? "! " : "") + text);
        return new Outcome.Done<>(true);
    }

    @Override
    public synchronized Outcome<Boolean> commands(String language, List<Command> commands) {
        menus.add(language + " " + commands.size());
        return new Outcome.Done<>(true);
    }

    @Override
    public void close() {}

    void brings(Update... updates) {
        polls.add(new Outcome.Done<>(new Updates(List.of(updates), DATE)));
    }

    /// The next thing said, as text or caption.
    String said() throws InterruptedException {
        Message message = sent.poll(10, TimeUnit.SECONDS);
        return switch (message) {
            case null -> "nothing within 10 s";
            case Message.Text text -> text.text();
            case Message.Photo photo -> "photo: " + photo.caption();
            case Message.Film film -> "film: " + film.caption();
            case Message.Edit edit -> "edit: " + edit.text();
        };
    }

    String toasted() throws InterruptedException {
        String toast = toasts.poll(10, TimeUnit.SECONDS);
        return toast == null ? "nothing within 10 s" : toast;
    }

    /// Waits until all laid-out answers were taken and another is wanted.
    void awaitIdle(Pace pace) throws InterruptedException {
        int before;
        synchronized (this) {
            before = asked.size();
        }
        brings();
        for (int i = 0; i < 1_000; i++) {
            synchronized (this) {
                if (polls.isEmpty() && asked.size() > before) {
                    return;
                }
            }
            pace.sleep(Duration.ofMillis(10));
        }
        throw new AssertionError("the poller does not ask any more");
    }
}
