package org.vigia.telegram.outbox;

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

/// Which alert what happens belongs to: one of its own, or the one of a burst or fault that is
/// there already. Used by one thread.
final class Incidents {
    private final Threads threads;
    private final Audience audience;
    private final OutboxSettings settings;
    private final Stock stock;
    private final Sending sending;
    private final Consumer<Line> lines;
    private final Early early = new Early();
    private final Map<Long, Long> endedNanos = new HashMap<>();

    Incidents(
            Threads threads,
            Audience audience,
            OutboxSettings settings,
            Stock stock,
            Sending sending,
            Consumer<Line> lines) {
        this.threads = threads;
        this.audience = audience;
        this.settings = settings;
        this.stock = stock;
        this.sending = sending;
        this.lines = lines;
    }

    /// Ends what an earlier process has left running: nothing will be heard of it any more.
    void resume(long now) {
        for (AlertThread thread : List.copyOf(threads.all())) {
            if (thread.isRunning() && !thread.subject().isLookedAtFirst()) {
                lines.accept(new Line.Ended(thread.number()));
                if (thread.subject().nature() == Subject.Nature.INCIDENT) {
                    endedNanos.put(thread.number(), now);
                }
            }
        }
    }

    void tell(Alert alert, long now) {
        List<Recipient> hearing =
                audience.hearing(alert.camera(), alert.subject()).stream()
                        // Where nobody hears of its coming back, it is tried each time.
                        .filter(r -> !settings.orders() || !threads.isGone(r.chat()))
                        .toList();
        if (hearing.isEmpty()) {
            return;
        }
        Optional<AlertThread> same = burst(alert, hearing, now);
        long number;
        if (same.isPresent()) {
            number = same.get().number();
            lines.accept(
                    new Line.Joined(number, alert.wallMillis(), alert.sure(), alert.incident()));
            if (alert.subject().nature() == Subject.Nature.FAULT) {
                again(same.get(), now);
            }
        } else {
            number = threads.nextNumber();
            lines.accept(
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
            early.take(incident).forEach(n -> heard(n, now));
        }
    }

    /// A fault that has come back must not be an edit that nobody sees.
    private void again(AlertThread thread, long now) {
        long at = thread.lastMillis();
        int item = ready(thread, ItemKind.AGAIN, at, null, null, null, now).number();
        thread.chats()
                .forEach((chat, steps) -> {
                    if (steps.awaitsText()) {
                        lines.accept(new Line.ItemDone(thread.number(), chat, item, "in the text"));
                    }
                });
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
        events.forEach(event -> lines.accept(new Line.Opened(number, incident, event)));
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

    void heard(News.OfEvent news, long now) {
        Optional<AlertThread> found =
                threads.ofIncident(news.event()).or(() -> threads.ofIncident(news.incident()));
        if (found.isEmpty()) {
            early.add(news, now);
            return;
        }
        AlertThread thread = found.get();
        switch (news) {
            case News.Opened(EventId incident, EventId event) -> {
                if (!thread.has(event)) {
                    lines.accept(new Line.Opened(thread.number(), incident, event));
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
        lines.accept(new Line.Ready(thread.number(), number, kind, at, incident, event, file));
        sending.ready(thread.number(), number, now);
        return thread.items().get(number);
    }

    /// An incident is over.
    void ended(EventId incident, long now) {
        forThreads(
                t -> incident.equals(t.incident()) && t.isRunning(),
                t -> {
                    lines.accept(new Line.Ended(t.number()));
                    endedNanos.put(t.number(), now);
                    boolean shown = t.items().stream().anyMatch(i -> incident.equals(i.incident()));
                    if (t.count() > 1 && !shown) {
                        ready(t, ItemKind.AGAIN, t.lastMillis(), incident, null, null, now);
                    }
                });
    }

    /// A fault is over.
    void over(Subject subject, String camera, long at, long now) {
        forThreads(
                t -> t.subject() == subject && t.camera().equals(camera) && t.isRunning(),
                t -> {
                    lines.accept(new Line.Over(t.number(), at));
                    endedNanos.put(t.number(), now);
                    ready(t, ItemKind.RECOVERED, at, null, null, null, now);
                });
    }

    /// Pi #B has signed for an event.
    void safe(EventId event) {
        forThreads(t -> t.has(event), t -> lines.accept(new Line.Safe(t.number(), event)));
    }

    /// Drops the films that nobody is to hear of.
    void letGo(long now) {
        for (News.OfEvent gone : early.letGo(now)) {
            if (gone instanceof News.Film film && !film.file().isEmpty()) {
                stock.discard(film.file());
            }
        }
    }

    /// When there may be something to [#letGo] without any news.
    OptionalLong wake() {
        return early.wake();
    }

    /// Whether nothing that happens now would belong to it any more.
    boolean isQuiet(AlertThread thread, long now) {
        Long ended = endedNanos.get(thread.number());
        return !thread.isRunning() && (ended == null || now - ended >= settings.burst().toNanos());
    }

    void forget(long thread) {
        endedNanos.remove(thread);
    }

    private void forThreads(Predicate<AlertThread> which, Consumer<AlertThread> what) {
        threads.all().stream().filter(which).toList().forEach(what);
    }
}
