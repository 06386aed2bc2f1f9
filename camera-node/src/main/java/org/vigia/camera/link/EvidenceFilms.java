package org.vigia.camera.link;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;
import org.vigia.shared.event.EventId;

/// The films that Pi #B is to have while they are filmed, in the order they began; they outlive a
/// connection. What is over when there is no link needs no streaming any more: its files come by
/// SCP. Safe for several threads.
final class EvidenceFilms {
    private final Deque<EvidenceFilm> films = new ArrayDeque<>();
    private boolean linked;
    private long changes;

    synchronized void begun(EvidenceFilm film) {
        films.addLast(film);
        changed();
    }

    synchronized void ended(EventId event, long last) {
        films.stream().filter(film -> film.event().equals(event)).forEach(film -> film.end(last));
        forgetUnlessLinked();
        changed();
    }

    /// Whether a connection stands over which films can go.
    synchronized void linked(boolean now) {
        linked = now;
        forgetUnlessLinked();
        changed();
    }

    /// The film to be sent now: the oldest.
    synchronized @Nullable EvidenceFilm current() {
        return films.peekFirst();
    }

    /// Everything of `film` has been sent.
    synchronized void sent(EvidenceFilm film) {
        films.remove(film);
    }

    /// A number that grows with each change.
    synchronized long changes() {
        return changes;
    }

    /// Wakes who waits for a change.
    synchronized void changed() {
        changes++;
        notifyAll();
    }

    /// Waits until something has changed since `seen`, at most for `patience`.
    synchronized void awaitChange(long seen, Duration patience) throws InterruptedException {
        // One wait is enough: whoever is woken for nothing looks around and comes back.
        for (int waits = 0; changes == seen && waits < 1; waits++) {
            wait(Math.max(1, patience.toMillis()));
        }
    }

    private void forgetUnlessLinked() {
        if (!linked) {
            films.removeIf(film -> film.last().isPresent());
        }
    }
}
