package org.vigia.telegram.outbox;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.vigia.shared.event.EventId;

/// What is heard of events before it is heard why they are recorded: alarm and recorder speak on
/// threads of their own. Used by one thread.
final class Early {
    private static final int MOST = 32;

    private final Deque<News.OfEvent> heard = new ArrayDeque<>();

    void add(News.OfEvent news) {
        heard.addLast(news);
        if (heard.size() > MOST) {
            heard.removeFirst();
        }
    }

    /// What was heard of an incident, or of an event by itself, in its order; heard no more.
    List<News.OfEvent> take(EventId incident) {
        List<News.OfEvent> found =
                heard.stream()
                        .filter(n -> n.incident().equals(incident) || n.event().equals(incident))
                        .toList();
        heard.removeAll(found);
        return found;
    }
}
