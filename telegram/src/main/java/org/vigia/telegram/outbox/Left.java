package org.vigia.telegram.outbox;

import java.util.HashSet;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.vigia.shared.event.EventId;
import org.vigia.telegram.text.Subject;

/// What an earlier process has left of alerts whose pictures and films may be lacking: it may have
/// died after the text.
///
/// @param known incidents and events that alerts are about
/// @param pictured events whose picture is there, or is not needed any more
/// @param filmed events whose film is there, or words in its place
record Left(Set<EventId> known, Set<EventId> pictured, Set<EventId> filmed) {
    static final Left NOTHING = new Left(Set.of(), Set.of(), Set.of());

    static Left of(Threads threads) {
        Left left = new Left(new HashSet<>(), new HashSet<>(), new HashSet<>());
        threads.all().stream()
                .filter(t -> t.subject().nature() == Subject.Nature.INCIDENT)
                .forEach(left::add);
        return left;
    }

    boolean knows(EventId incident, EventId event) {
        return known.contains(incident) || known.contains(event);
    }

    private void add(AlertThread thread) {
        Stream.of(thread.incident(), thread.firstIncident())
                .filter(Objects::nonNull)
                .forEach(known::add);
        known.addAll(thread.events());
        for (Item item : thread.items()) {
            EventId event = item.event();
            if (event == null) {
                continue;
            }
            switch (item.kind()) {
                case PICTURE -> {
                    if (item.file() != null || !thread.isNeeded(item)) {
                        pictured.add(event);
                    }
                }
                case FILM, TOO_LARGE, LET_GO -> filmed.add(event);
                case RECOVERED, AGAIN -> {}
            }
        }
    }
}
