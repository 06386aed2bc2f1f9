package org.vigia.web.sight;

import java.nio.file.Path;
import java.time.LocalDate;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.vigia.shared.event.EventId;
import org.vigia.shared.event.EvidenceKind;
import org.vigia.web.audit.AuditAction;
import org.vigia.web.audit.AuditTrail;
import org.vigia.web.event.DayCount;
import org.vigia.web.event.EventCatalogue;
import org.vigia.web.event.EventQuery;
import org.vigia.web.event.SeenArrivals;
import org.vigia.web.event.Span;
import org.vigia.web.event.StoredEvent;

/// The events of the cameras that somebody sees.
record SeenEvents(EventCatalogue events, Onlooker who, AuditTrail trail) implements EventCatalogue {
    @Override
    public List<StoredEvent> find(EventQuery query) {
        Set<String> cameras = who.reach().cameras();
        return events.find(
                cameras == null
                        ? query
                        : new EventQuery(
                                query.filter().within(cameras), query.before(), query.limit()));
    }

    @Override
    public List<StoredEvent> arrived(String camera, long before, int most) {
        return who.reach().sees(camera) ? events.arrived(camera, before, most) : List.of();
    }

    @Override
    public long newestArrival() {
        return events.newestArrival();
    }

    @Override
    public List<DayCount> days(
            @Nullable Set<String> cameras, LocalDate from, LocalDate to, SeenArrivals seen) {
        return events.days(common(cameras), from, to, seen);
    }

    @Override
    public int unseen(@Nullable Set<String> cameras, SeenArrivals seen, int most) {
        return events.unseen(common(cameras), seen, most);
    }

    @Override
    public List<Span> spans(
            @Nullable Set<String> cameras, long fromMillis, long toMillis, int most) {
        return events.spans(common(cameras), fromMillis, toMillis, most);
    }

    private @Nullable Set<String> common(@Nullable Set<String> wanted) {
        Set<String> reach = who.reach().cameras();
        if (reach == null || wanted == null) {
            return reach == null ? wanted : reach;
        }
        Set<String> common = new HashSet<>(wanted);
        common.retainAll(reach);
        return common;
    }

    @Override
    public Optional<StoredEvent> find(EventId id) {
        return events.find(id).filter(event -> who.reach().sees(event.camera()));
    }

    @Override
    public Optional<Path> file(EventId id, EvidenceKind kind) {
        Optional<StoredEvent> event = find(id);
        if (event.isEmpty()) {
            return Optional.empty();
        }
        Optional<Path> file = events.file(id, kind);
        if (file.isPresent() && (kind == EvidenceKind.CLIP || kind == EvidenceKind.STREAMED)) {
            String subject = event.get().camera() + " " + id;
            trail.looked(AuditAction.FILM, who.name(), who.address(), subject);
        }
        return file;
    }

    @Override
    public Subscription subscribe(Consumer<StoredEvent> observer) {
        return events.subscribe(event -> {
            if (who.reach().sees(event.camera())) {
                observer.accept(event);
            }
        });
    }
}
