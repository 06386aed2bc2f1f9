package org.vigia.web.sight;

import java.io.IOException;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.vigia.shared.event.EventId;
import org.vigia.web.audit.AuditAction;
import org.vigia.web.audit.AuditTrail;
import org.vigia.web.event.Custody;
import org.vigia.web.event.EventCatalogue;
import org.vigia.web.event.Mark;
import org.vigia.web.event.StoredEvent;

/// What somebody may do with the events of the cameras they see.
///
/// @param seen the events as they see them
record SeenCustody(Custody custody, EventCatalogue seen, Onlooker who, AuditTrail trail)
        implements Custody {
    @Override
    public Optional<Export> export(EventId event) throws IOException {
        Optional<StoredEvent> found = seen.find(event);
        if (found.isEmpty()) {
            return Optional.empty();
        }
        Optional<Export> export = custody.export(event);
        export.ifPresent(e ->
                trail.looked(AuditAction.EXPORT, who.name(), who.address(), subject(found.get())));
        return export;
    }

    @Override
    public Outcome mark(EventId event, Mark mark, String by, @Nullable String text)
            throws IOException {
        Optional<StoredEvent> found = seen.find(event);
        if (found.isEmpty()) {
            return Outcome.UNKNOWN;
        }
        Outcome outcome = custody.mark(event, mark, by, text);
        AuditAction action = mark == Mark.BINNED ? AuditAction.DELETE : AuditAction.MARK;
        note(action, found.get(), outcome, mark.name().toLowerCase(Locale.ROOT));
        return outcome;
    }

    private void note(AuditAction action, StoredEvent event, Outcome outcome, String detail) {
        if (outcome == Outcome.DONE) {
            trail.note(action, who.name(), who.address(), subject(event), detail);
        }
    }

    private static String subject(StoredEvent event) {
        return event.camera() + " " + event.id();
    }
}
