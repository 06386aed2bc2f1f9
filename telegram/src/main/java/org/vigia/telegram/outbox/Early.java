package org.vigia.telegram.outbox;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.OptionalLong;
import org.vigia.shared.event.EventId;

/// What is heard of events before it is heard why they are recorded: alarm and recorder speak on
/// threads of their own. Often nobody is to hear why, so that little of it is kept, and films not
/// for long. Used by one thread.
final class Early {
    private static final int MOST = 32;
    private static final long MOST_PICTURE_BYTES = 8L << 20;
    private static final long FILMS_LAST = Duration.ofMinutes(1).toNanos();

    private final Deque<Heard> heard = new ArrayDeque<>();

    private record Heard(News.OfEvent news, long nanos) {
        boolean isFilm() {
            return news instanceof News.Film;
        }

        long pictureBytes() {
            return news instanceof News.Picture picture ? picture.jpeg().length : 0;
        }
    }

    void add(News.OfEvent news, long now) {
        heard.addLast(new Heard(news, now));
    }

    /// What was heard of an incident, or of an event by itself, in its order; heard no more.
    List<News.OfEvent> take(EventId incident) {
        List<Heard> found =
                heard.stream()
                        .filter(h ->
                                h.news().incident().equals(incident)
                                        || h.news().event().equals(incident))
                        .toList();
        heard.removeAll(found);
        return found.stream().map(Heard::news).toList();
    }

    /// What has waited in vain, or for which there is no room; heard no more.
    List<News.OfEvent> letGo(long now) {
        List<Heard> gone = new ArrayList<>();
        heard.removeIf(h -> h.isFilm() && now - h.nanos() >= FILMS_LAST && gone.add(h));
        while (heard.size() > MOST) {
            gone.add(heard.removeFirst());
        }
        long bytes = heard.stream().mapToLong(Heard::pictureBytes).sum();
        while (bytes > MOST_PICTURE_BYTES) {
            Heard first = heard.removeFirst();
            bytes -= first.pictureBytes();
            gone.add(first);
        }
        return gone.stream().map(Heard::news).toList();
    }

    /// When there is something to be let go without any news.
    OptionalLong wake() {
        return heard.stream().filter(Heard::isFilm).mapToLong(h -> h.nanos() + FILMS_LAST).min();
    }
}
