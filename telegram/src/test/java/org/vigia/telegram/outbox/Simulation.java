package org.vigia.telegram.outbox;

import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.PriorityQueue;
import java.util.Random;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.ToLongFunction;
import org.vigia.shared.json.Json;
import org.vigia.shared.time.Pace;
import org.vigia.telegram.bot.ChatLimits;
import org.vigia.telegram.bot.Message;
import org.vigia.telegram.bot.Outcome;
import org.vigia.telegram.text.Language;
import org.vigia.telegram.text.Subject;

/// The outbox's decisions in simulated time, against a Telegram made of a list: requests take a
/// while, may fail for as long as there is no internet, and the process may die at any moment. What
/// a process leaves behind is the text of its journal, and the files of its shelf.
final class Simulation implements Pace, Audience, Shelf {
    static final long START = Instant.parse("2026-03-01T20:00:00Z").toEpochMilli();

    final List<Sent> sent = new ArrayList<>();
    final List<Recipient> chats = new ArrayList<>();
    final Map<Long, Outcome<Long>> answers = new HashMap<>();
    final OutboxSettings settings;
    final List<Duration> tries = new ArrayList<>();
    boolean online = true;
    Predicate<Message> poison = _ -> false;
    ToLongFunction<Message> takes = _ -> 0;
    Duration clockBack = Duration.ZERO;
    int lostAnswers;

    private final Random random;
    private final List<String> journal = new ArrayList<>();
    private final Set<String> files = new HashSet<>();
    private final List<News> kept = new ArrayList<>();
    private final PriorityQueue<Answer> underWay =
            new PriorityQueue<>(Comparator.comparingLong(Answer::at));
    private ChatLimits limits = new ChatLimits(this);
    private Dispatch dispatch;
    private long nanos;
    private long messages = 100;

    /// What a chat has got.
    record Sent(Duration at, Message message, long id) {}

    private record Answer(long at, Task task, Outcome<Long> outcome) {}

    Simulation(Random random, OutboxSettings settings) throws IOException {
        this.random = random;
        this.settings = settings;
        this.dispatch = begin();
    }

    static OutboxSettings settings() {
        return new OutboxSettings(
                Duration.ofMinutes(5), 1L << 28, ZoneOffset.UTC, "http://pi-b", true, 2_000);
    }

    Simulation chat(long id) {
        chats.add(new Recipient(id, Language.EN));
        return this;
    }

    Duration now() {
        return Duration.ofNanos(nanos);
    }

    long wall() {
        return START + nanos / 1_000_000;
    }

    Alert alert(Subject subject) {
        return new Alert(subject, "front-door", wall(), true, null);
    }

    /// Something happens now.
    void hear(News news) {
        dispatch.take(news, nanos);
        work();
    }

    /// Time goes on, and with it what waits for it.
    void pass(Duration time) {
        long end = nanos + time.toNanos();
        while (true) {
            long next = end;
            if (!underWay.isEmpty()) {
                next = Math.min(next, underWay.element().at());
            }
            OptionalLong wake = dispatch.wake();
            if (wake.isPresent()) {
                next = Math.min(next, Math.max(wake.getAsLong(), nanos + 1));
            }
            nanos = Math.max(nanos, next);
            while (!underWay.isEmpty() && underWay.element().at() <= nanos) {
                Answer answer = underWay.remove();
                dispatch.take(new News.Answered(answer.task(), answer.outcome()), nanos);
            }
            work();
            if (nanos >= end) {
                return;
            }
        }
    }

    /// The process dies and another begins. What was on its way may have arrived.
    void die() throws IOException {
        lostAnswers +=
                (int) underWay.stream().filter(a -> a.outcome() instanceof Outcome.Done).count();
        underWay.clear();
        kept.clear();
        // A process takes a while to begin.
        nanos += Duration.ofSeconds(2).toNanos();
        limits = ChatLimits.afterRestart(this);
        dispatch = begin();
        work();
    }

    int waiting() {
        return dispatch.waiting();
    }

    boolean hasGoneChats() {
        return dispatch.hasGoneChats();
    }

    boolean isTokenWrong() {
        return dispatch.isTokenWrong();
    }

    List<String> journal() {
        return journal;
    }

    Set<String> files() {
        return files;
    }

    /// What a chat has got as texts of their own, oldest first.
    List<String> texts(long chat) {
        return messages(chat, Message.Text.class).stream()
                .map(m -> ((Message.Text) m).text())
                .toList();
    }

    List<Message> messages(long chat, Class<? extends Message> type) {
        return sent.stream()
                .map(Sent::message)
                .filter(m -> m.chat() == chat && type.isInstance(m))
                .toList();
    }

    private Dispatch begin() throws IOException {
        Threads threads = new Threads();
        for (String line : journal) {
            threads.apply(Json.read(line, Line.class));
        }
        Stock stock = new Stock(this, name -> "/media/" + name);
        threads.all()
                .forEach(t ->
                        t.items().stream()
                                .filter(i -> i.file() != null && files.contains(i.file()))
                                .forEach(i ->
                                        stock.onDisk(
                                                t.number(),
                                                i.number(),
                                                String.valueOf(i.file()),
                                                1_000)));
        Dispatch begun =
                new Dispatch(
                        threads, this, settings, stock, clock(), l -> journal.add(Json.text(l)));
        begun.resume(nanos);
        return begun;
    }

    private void work() {
        List.copyOf(kept)
                .forEach(news -> {
                    kept.remove(news);
                    dispatch.take(news, nanos);
                });
        dispatch.due(nanos).forEach(this::send);
    }

    private void send(Task task) {
        Message message = task.message();
        Duration wait = limits.take(message.chat());
        Outcome<Long> outcome;
        long takes = random.nextLong(20_000_000, 400_000_000);
        takes = Math.max(takes, this.takes.applyAsLong(message));
        tries.add(now());
        Outcome<Long> forced = answers.remove(message.chat());
        if (wait.isPositive()) {
            outcome = new Outcome.Limited<>(wait);
            takes = 0;
        } else if (forced != null) {
            outcome = forced;
            if (forced instanceof Outcome.Limited<Long>(Duration after)) {
                limits.block(message.chat(), after);
            }
        } else if (poison.test(message)) {
            outcome = new Outcome.Unreachable<>("HTTP 500");
        } else if (online) {
            long id = message instanceof Message.Edit edit ? edit.message() : ++messages;
            sent.add(new Sent(now(), message, id));
            outcome = new Outcome.Done<>(id);
        } else {
            outcome = new Outcome.Unreachable<>("no internet");
        }
        underWay.add(new Answer(nanos + takes, task, outcome));
    }

    @Override
    public List<Recipient> hearing(String camera, Subject subject) {
        return List.copyOf(chats);
    }

    @Override
    public boolean mayHear(String camera, long chat) {
        return knows(chat);
    }

    @Override
    public boolean knows(long chat) {
        return chats.stream().anyMatch(r -> r.chat() == chat);
    }

    @Override
    public void moved(long from, long to) {
        chats.replaceAll(r -> r.chat() == from ? new Recipient(to, r.language()) : r);
    }

    @Override
    public void keep(long thread, Item item, byte[] jpeg) {
        String file = item.event() + ".jpg";
        files.add(file);
        kept.add(new News.Kept(thread, item.number(), file, jpeg.length));
    }

    @Override
    public void drop(String file) {
        files.remove(file);
    }

    @Override
    public long nanos() {
        return nanos;
    }

    @Override
    public void sleep(Duration duration) {
        throw new UnsupportedOperationException("decisions do not sleep");
    }

    private Clock clock() {
        return new Clock() {
            @Override
            public ZoneId getZone() {
                return ZoneOffset.UTC;
            }

            @Override
            public Clock withZone(ZoneId zone) {
                return this;
            }

            @Override
            public Instant instant() {
                return Instant.ofEpochMilli(wall()).minus(clockBack);
            }
        };
    }
}
