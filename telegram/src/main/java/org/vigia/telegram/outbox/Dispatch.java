package org.vigia.telegram.outbox;

import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.vigia.shared.event.EventId;
import org.vigia.telegram.text.Subject;

/// What the outbox decides: news in, lines of the journal and requests out. Reads no clock of its
/// own, waits for nothing and touches no disk. Used by one thread.
final class Dispatch {
    private static final int MOST_UNSAFE = 500;

    private final Threads threads;
    private final Audience audience;
    private final OutboxSettings settings;
    private final Stock stock;
    private final Clock clock;
    private final Consumer<Line> journal;
    private final Sending sending;
    private final Answers answers;
    private final Early early = new Early();
    private final Map<Long, Long> endedNanos = new HashMap<>();

    /// @param threads what an earlier process has left
    /// @param journal takes each line after it counts here
    Dispatch(
            Threads threads,
            Audience audience,
            OutboxSettings settings,
            Stock stock,
            Clock clock,
            Consumer<Line> journal) {
        this.threads = threads;
        this.audience = audience;
        this.settings = settings;
        this.stock = stock;
        this.journal = journal;
        this.sending = new Sending(threads, audience, settings, stock, clock, this::record);
        this.answers = new Answers(threads, sending, audience, clock, this::record);
        this.clock = clock;
    }

    /// Ends what an earlier process has left running: nothing will be heard of it any more. Whom it
    /// was to leave alone is left alone.
    void resume(long now) {
        for (AlertThread thread : List.copyOf(threads.all())) {
            if (thread.isRunning() && thread.subject().nature() == Subject.Nature.INCIDENT) {
                record(new Line.Ended(thread.number()));
                endedNanos.put(thread.number(), now);
            }
        }
        for (Line.Blocked blocked : threads.blocked()) {
            long millis = Math.clamp(blocked.until() - clock.millis(), 0, blocked.millis());
            sending.block(blocked.chat(), now + Duration.ofMillis(millis).toNanos());
        }
    }

    void take(News news, long now) {
        switch (news) {
            case News.Told(Alert alert) -> tell(alert, now);
            case News.OfEvent of -> event(of, now);
            case News.Ended(EventId incident) -> ended(incident, now);
            case News.Safe(EventId event) ->
                    forThreads(t -> t.has(event), t -> record(new Line.Safe(t.number(), event)));
            case News.Over(Subject subject, String camera, long at) ->
                    over(subject, camera, at, now);
            case News.Back(long chat) -> {
                if (threads.isGone(chat)) {
                    record(new Line.Back(chat));
                }
            }
            case News.Kept(long thread, int item, String file, long bytes) ->
                    kept(thread, item, file, bytes);
            case News.Checked(boolean wrongToken) -> {
                if (wrongToken) {
                    answers.wrongToken(now);
                }
            }
            case News.Answered answered -> answers.take(answered.task(), answered.outcome(), now);
        }
    }

    /// The requests to be made now.
    List<Task> due(long now) {
        tidy(now);
        return sending.due(now);
    }

    /// When there may be more without any news.
    OptionalLong wake() {
        return sending.wake();
    }

    /// How many alerts somebody is still to be told something of.
    int waiting() {
        return (int) threads.all().stream().filter(t -> !t.isToldEverywhere()).count();
    }

    boolean isTokenWrong() {
        return answers.isTokenWrong();
    }

    boolean isUnreachable() {
        return answers.isUnreachable();
    }

    boolean hasGoneChats() {
        return threads.gone().stream().anyMatch(audience::knows);
    }

    private void record(Line line) {
        threads.apply(line);
        journal.accept(line);
    }

    private void tell(Alert alert, long now) {
        List<Recipient> hearing =
                audience.hearing(alert.camera(), alert.subject()).stream()
                        .filter(r -> !threads.isGone(r.chat()))
                        .toList();
        if (hearing.isEmpty()) {
            return;
        }
        Optional<AlertThread> same = burst(alert, hearing, now);
        long number;
        if (same.isPresent()) {
            number = same.get().number();
            record(new Line.Joined(number, alert.wallMillis(), alert.sure(), alert.incident()));
        } else {
            number = threads.nextNumber();
            record(
                    new Line.Begun(
                            number,
                            alert.subject(),
                            alert.camera(),
                            alert.wallMillis(),
                            alert.sure(),
                            alert.incident(),
                            hearing.stream()
                                    .map(r -> new Line.Told(r.chat(), r.language()))
                                    .toList()));
            sending.asked(number, now);
        }
        endedNanos.remove(number);
        if (alert.subject().nature() == Subject.Nature.MOMENT) {
            endedNanos.put(number, now);
        }
        EventId incident = alert.incident();
        if (incident != null) {
            takeOver(number, incident);
            early.take(incident).forEach(n -> event(n, now));
        }
        foldOldest();
    }

    /// What is recorded already of an incident that has turned out graver belongs to the new
    /// thread, too.
    private void takeOver(long number, EventId incident) {
        List<EventId> events =
                threads.all().stream()
                        .filter(t -> t.number() != number && t.has(incident))
                        .flatMap(t -> t.events().stream())
                        .distinct()
                        .toList();
        events.forEach(event -> record(new Line.Opened(number, incident, event)));
    }

    private Optional<AlertThread> burst(Alert alert, List<Recipient> hearing, long now) {
        if (!alert.subject().folds()) {
            return Optional.empty();
        }
        AlertThread newest = null;
        for (AlertThread thread : threads.all()) {
            if (thread.subject() == alert.subject() && thread.camera().equals(alert.camera())) {
                newest = thread;
            }
        }
        if (newest == null || hearing.size() != newest.chats().size()) {
            return Optional.empty();
        }
        AlertThread found = newest;
        Long ended = endedNanos.get(found.number());
        boolean fresh =
                found.isRunning() || (ended != null && now - ended < settings.burst().toNanos());
        return fresh && hearing.stream().allMatch(r -> found.chats().containsKey(r.chat()))
                ? Optional.of(found)
                : Optional.empty();
    }

    private void event(News.OfEvent news, long now) {
        Optional<AlertThread> found =
                threads.ofIncident(news.event()).or(() -> threads.ofIncident(news.incident()));
        if (found.isEmpty()) {
            early.add(news);
            return;
        }
        AlertThread thread = found.get();
        switch (news) {
            case News.Opened(EventId incident, EventId event) -> {
                if (!thread.has(event)) {
                    record(new Line.Opened(thread.number(), incident, event));
                }
            }
            case News.Picture(EventId incident, EventId event, long at, byte[] jpeg) -> {
                Item item = ready(thread, ItemKind.PICTURE, at, incident, event, null, now);
                stock.picture(thread.number(), item, jpeg);
            }
            case News.Film(EventId incident, EventId event, long at, String file, long bytes) -> {
                ItemKind kind = file.isEmpty() ? ItemKind.TOO_LARGE : ItemKind.FILM;
                Item item =
                        ready(thread, kind, at, incident, event, file.isEmpty() ? null : file, now);
                if (!file.isEmpty()) {
                    stock.onDisk(thread.number(), item.number(), file, bytes);
                }
                makeRoom();
            }
        }
    }

    private Item ready(
            AlertThread thread,
            ItemKind kind,
            long at,
            @Nullable EventId incident,
            @Nullable EventId event,
            @Nullable String file,
            long now) {
        int number = thread.items().size();
        record(new Line.Ready(thread.number(), number, kind, at, incident, event, file));
        sending.ready(thread.number(), number, now);
        return thread.items().get(number);
    }

    private void kept(long number, int item, String file, long bytes) {
        Optional<AlertThread> thread = threads.get(number);
        boolean needed =
                thread.isPresent() && thread.get().isNeeded(thread.get().items().get(item));
        stock.onDisk(number, item, file, bytes);
        if (needed) {
            record(new Line.Stored(number, item, file));
            makeRoom();
        } else {
            stock.drop(number, new Item(item, ItemKind.PICTURE, 0, null, null, file));
        }
    }

    private void ended(EventId incident, long now) {
        forThreads(
                t -> incident.equals(t.incident()) && t.isRunning(),
                t -> {
                    record(new Line.Ended(t.number()));
                    endedNanos.put(t.number(), now);
                    boolean shown = t.items().stream().anyMatch(i -> incident.equals(i.incident()));
                    if (t.count() > 1 && !shown) {
                        ready(t, ItemKind.AGAIN, t.lastMillis(), incident, null, null, now);
                    }
                });
    }

    private void over(Subject subject, String camera, long at, long now) {
        forThreads(
                t -> t.subject() == subject && t.camera().equals(camera) && t.isRunning(),
                t -> {
                    record(new Line.Over(t.number(), at));
                    endedNanos.put(t.number(), now);
                    ready(t, ItemKind.RECOVERED, at, null, null, null, now);
                });
    }

    /// Above what may wait the oldest film is replaced by words.
    private void makeRoom() {
        while (stock.bytes() > settings.keepBytes()) {
            boolean replaced = false;
            for (AlertThread thread : threads.all()) {
                Optional<Item> film =
                        thread.items().stream()
                                .filter(i -> i.kind() == ItemKind.FILM && stock.holds(i))
                                .findFirst();
                if (film.isPresent()) {
                    stock.drop(thread.number(), film.get());
                    record(
                            new Line.Replaced(
                                    thread.number(), film.get().number(), ItemKind.LET_GO));
                    replaced = true;
                    break;
                }
            }
            if (!replaced) {
                return;
            }
        }
    }

    /// Above what may wait the oldest of motion become one alert with a count.
    private void foldOldest() {
        while (threads.all().stream().filter(AlertThread::isUntold).count() > settings.waiting()) {
            List<AlertThread> oldest = threads.all().stream().filter(this::mayFold).toList();
            if (oldest.isEmpty()) {
                return;
            }
            Optional<AlertThread> other =
                    oldest.stream().skip(1).filter(oldest.getFirst()::isLike).findFirst();
            if (other.isEmpty()) {
                return;
            }
            long number = other.get().number();
            other.get().items().forEach(i -> stock.drop(number, i));
            record(new Line.Folded(number, oldest.getFirst().number()));
            sending.forget(number);
        }
    }

    private boolean mayFold(AlertThread thread) {
        return thread.subject().snoozes()
                && thread.isUntold()
                && !thread.isRunning()
                && !sending.isOnItsWay(thread.number());
    }

    /// Lets go of what nobody needs any more.
    private void tidy(long now) {
        for (AlertThread thread : threads.all()) {
            thread.items().stream()
                    .filter(i -> !i.kind().isWords() && !thread.isNeeded(i))
                    .forEach(i -> stock.drop(thread.number(), i));
        }
        List<AlertThread> quiet =
                threads.all().stream()
                        .filter(AlertThread::isToldEverywhere)
                        .filter(t -> isQuiet(t, now))
                        .toList();
        long unsafe = quiet.stream().filter(t -> !isSettled(t)).count();
        for (AlertThread thread : quiet) {
            if (isSettled(thread) || unsafe-- > MOST_UNSAFE) {
                record(new Line.Closed(thread.number()));
                sending.forget(thread.number());
                endedNanos.remove(thread.number());
            }
        }
    }

    private boolean isQuiet(AlertThread thread, long now) {
        Long ended = endedNanos.get(thread.number());
        return !thread.isRunning() && (ended == null || now - ended >= settings.burst().toNanos());
    }

    private static boolean isSettled(AlertThread thread) {
        return thread.isSafe() || thread.events().isEmpty();
    }

    private void forThreads(Predicate<AlertThread> which, Consumer<AlertThread> what) {
        threads.all().stream().filter(which).toList().forEach(what);
    }
}
