package org.vigia.telegram.outbox;

import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/// Keeps what waits within its room, and lets go of what nobody needs. Used by one thread.
final class Upkeep {
    private static final int MOST_UNSAFE = 500;

    private final Threads threads;
    private final OutboxSettings settings;
    private final Stock stock;
    private final Sending sending;
    private final Incidents incidents;
    private final Consumer<Line> lines;

    Upkeep(
            Threads threads,
            OutboxSettings settings,
            Stock stock,
            Sending sending,
            Incidents incidents,
            Consumer<Line> lines) {
        this.threads = threads;
        this.settings = settings;
        this.stock = stock;
        this.sending = sending;
        this.incidents = incidents;
        this.lines = lines;
    }

    /// A picture is on the disk.
    void kept(long number, int item, String file, long bytes) {
        Optional<AlertThread> thread = threads.get(number);
        boolean needed =
                thread.isPresent() && thread.get().isNeeded(thread.get().items().get(item));
        stock.onDisk(number, item, file, bytes);
        if (needed) {
            lines.accept(new Line.Stored(number, item, file));
            makeRoom();
        } else {
            stock.drop(number, new Item(item, ItemKind.PICTURE, 0, null, null, file));
        }
    }

    /// Above what may wait first pictures that newer ones have overtaken are let go, then the
    /// oldest films, which are replaced by words.
    void makeRoom() {
        while (stock.bytes() > settings.keepBytes()) {
            if (!letGoPicture() && !letGoFilm()) {
                break;
            }
        }
        for (var most = stock.tooMuch(); most.isPresent(); most = stock.tooMuch()) {
            Stock.Place place = most.get();
            letGo(place.thread(), place.item());
        }
    }

    private boolean letGoPicture() {
        for (AlertThread thread : threads.all()) {
            List<Item> pictures = held(thread, ItemKind.PICTURE);
            if (pictures.size() > 1) {
                letGo(thread.number(), pictures.getFirst().number());
                return true;
            }
        }
        return false;
    }

    private boolean letGoFilm() {
        for (AlertThread thread : threads.all()) {
            List<Item> films = held(thread, ItemKind.FILM);
            if (!films.isEmpty()) {
                replace(thread, films.getFirst().number(), ItemKind.LET_GO);
                return true;
            }
        }
        return false;
    }

    private List<Item> held(AlertThread thread, ItemKind kind) {
        return thread.items().stream()
                .filter(i -> i.kind() == kind && stock.holds(thread.number(), i))
                .toList();
    }

    /// A picture is told to nobody any more.
    private void letGo(long number, int item) {
        Optional<AlertThread> thread = threads.get(number);
        thread.ifPresent(t ->
                t.chats()
                        .forEach((chat, steps) -> {
                            if (!steps.isTold(item)) {
                                lines.accept(new Line.ItemDone(number, chat, item, "no room"));
                            }
                        }));
        stock.drop(
                number,
                thread.map(t -> t.items().get(item))
                        .orElseGet(() -> new Item(item, ItemKind.PICTURE, 0, null, null, null)));
    }

    /// Words stand in place of a film from now on.
    void replace(AlertThread thread, int item, ItemKind words) {
        stock.drop(thread.number(), thread.items().get(item));
        lines.accept(new Line.Replaced(thread.number(), item, words));
    }

    /// Above what may wait the oldest of motion become one alert with a count: of those that say
    /// the same to the same chats, the two that are oldest.
    void foldOldest() {
        while (threads.all().stream().filter(AlertThread::isUntold).count() > settings.waiting()) {
            List<AlertThread> mayFold = threads.all().stream().filter(this::mayFold).toList();
            Optional<AlertThread> first =
                    mayFold.stream().filter(t -> like(t, mayFold).isPresent()).findFirst();
            Optional<AlertThread> other = first.flatMap(t -> like(t, mayFold));
            if (first.isEmpty() || other.isEmpty()) {
                return;
            }
            long number = other.get().number();
            other.get().items().forEach(i -> stock.drop(number, i));
            lines.accept(new Line.Folded(number, first.get().number()));
            sending.forget(number);
            incidents.forget(number);
        }
    }

    private static Optional<AlertThread> like(AlertThread thread, List<AlertThread> others) {
        return others.stream()
                .filter(o -> o.number() > thread.number() && o.isLike(thread))
                .findFirst();
    }

    private boolean mayFold(AlertThread thread) {
        return thread.subject().snoozes()
                && thread.isUntold()
                && !thread.isRunning()
                && !sending.isOnItsWay(thread.number());
    }

    /// Lets go of what nobody needs any more.
    void tidy(long now) {
        for (AlertThread thread : threads.all()) {
            thread.items().stream()
                    .filter(i -> !i.kind().isWords() && !thread.isNeeded(i))
                    .forEach(i -> stock.drop(thread.number(), i));
        }
        List<AlertThread> quiet =
                threads.all().stream()
                        .filter(AlertThread::isToldEverywhere)
                        .filter(t -> incidents.isQuiet(t, now))
                        .toList();
        long unsafe = quiet.stream().filter(t -> !isSettled(t)).count();
        for (AlertThread thread : quiet) {
            if (isSettled(thread) || unsafe-- > MOST_UNSAFE) {
                lines.accept(new Line.Closed(thread.number()));
                sending.forget(thread.number());
                incidents.forget(thread.number());
            }
        }
    }

    private static boolean isSettled(AlertThread thread) {
        return thread.isSafe() || thread.events().isEmpty();
    }
}
