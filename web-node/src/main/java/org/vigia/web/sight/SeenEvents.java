package org.vigia.web.sight;

import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.vigia.shared.event.EventId;
import org.vigia.shared.event.EvidenceKind;
import org.vigia.web.audit.AuditAction;
import org.vigia.web.audit.AuditTrail;
import org.vigia.web.event.EventCatalogue;
import org.vigia.web.event.EventQuery;
import org.vigia.web.event.StoredEvent;

/// The events of the cameras that somebody sees.
record SeenEvents(EventCatalogue events, Onlooker who, AuditTrail trail) implements EventCatalogue {
    @Override
    public List<StoredEvent> find(EventQuery query) {
        Set<String> cameras = who.reach().cameras();
        if (cameras == null) {
            return events.find(query);
        }
        Set<String> common = new HashSet<>(cameras);
        Set<String> wanted = query.cameras();
        if (wanted != null) {
            common.retainAll(wanted);
        }
        return events.find(query.of(common));
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
