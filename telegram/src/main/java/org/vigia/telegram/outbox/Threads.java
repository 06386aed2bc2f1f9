package org.vigia.telegram.outbox;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.vigia.shared.event.EventId;

/// Every thread that is not closed, and the chats that are gone: what the journal's lines add up
/// to. Used by one thread.
final class Threads {
    private final TreeMap<Long, AlertThread> threads = new TreeMap<>();
    private final Set<Long> gone = new HashSet<>();
    private final Map<Long, Line.Blocked> blocked = new HashMap<>();
    private long numbers;

    /// @throws IllegalArgumentException when the line speaks of what is not there
    void apply(Line line) {
        switch (line) {
            case Line.Begun begun -> {
                numbers = Math.max(numbers, begun.thread());
                threads.putIfAbsent(begun.thread(), new AlertThread(begun));
            }
            case Line.Closed closed -> threads.remove(closed.thread());
            case Line.Folded folded -> {
                AlertThread other = known(folded.thread());
                known(folded.into()).absorb(other, folded);
                threads.remove(folded.thread());
            }
            case Line.Gone g -> gone.add(g.chat());
            case Line.Back b -> gone.remove(b.chat());
            case Line.Blocked b -> blocked.put(b.chat(), b);
            case Line.OfThread of -> known(of.thread()).apply(of);
        }
    }

    private AlertThread known(long number) {
        AlertThread thread = threads.get(number);
        if (thread == null) {
            throw new IllegalArgumentException("there is no thread " + number);
        }
        return thread;
    }

    long nextNumber() {
        return numbers + 1;
    }

    Optional<AlertThread> get(long number) {
        return Optional.ofNullable(threads.get(number));
    }

    /// Oldest first.
    Collection<AlertThread> all() {
        return threads.values();
    }

    /// The newest that an incident belongs to.
    Optional<AlertThread> ofIncident(EventId incident) {
        return threads.descendingMap().values().stream()
                .filter(t -> incident.equals(t.incident()) || t.has(incident))
                .findFirst();
    }

    boolean isGone(long chat) {
        return gone.contains(chat);
    }

    Set<Long> gone() {
        return gone;
    }

    /// Who was last to be left alone until when.
    Collection<Line.Blocked> blocked() {
        return blocked.values();
    }

    /// What a journal must hold to come to the same.
    List<Line> lines() {
        List<Line> lines = new ArrayList<>();
        threads.values().forEach(t -> lines.addAll(t.lines()));
        gone.forEach(chat -> lines.add(new Line.Gone(chat)));
        lines.addAll(blocked.values());
        return lines;
    }
}
