package org.vigia.web.http;

import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;
import org.vigia.shared.event.EventId;
import org.vigia.web.event.Custody;
import org.vigia.web.event.Mark;
import org.vigia.web.event.Standing;
import org.vigia.web.event.StoredEvent;

/// Remembers what people did with events of a catalogue in memory.
final class FakeCustody implements Custody {
    final List<String> done = new CopyOnWriteArrayList<>();
    byte[] zip = {'P', 'K'};
    private final FakeCatalogue events;

    FakeCustody(FakeCatalogue events) {
        this.events = events;
    }

    @Override
    public Outcome mark(EventId event, Mark mark, String by, @Nullable String text) {
        if (text != null && text.length() > 2000) {
            throw new IllegalArgumentException("a text has at most 2000 characters");
        }
        if (mark == Mark.KEPT && stands(event, Standing.DELETED)) {
            return Outcome.DELETED;
        }
        if (mark == Mark.KEPT && stands(event, Standing.BINNED)) {
            return Outcome.BINNED;
        }
        if (mark == Mark.BINNED && stands(event, Standing.KEPT)) {
            return Outcome.KEPT;
        }
        if (mark == Mark.RESTORED && stands(event, Standing.DELETED)) {
            return Outcome.DELETED;
        }
        if (events.find(event).isPresent()) {
            events.apply(event, mark, text);
        }
        return act(event, "%s %s %s %s".formatted(by, mark, event, text));
    }

    @Override
    public Optional<Export> export(EventId event) {
        return events.find(event).map(e -> new Zip());
    }

    private final class Zip implements Export {
        @Override
        public String fileName() {
            return "vigia.zip";
        }

        @Override
        public void writeTo(OutputStream out) throws IOException {
            out.write(zip);
        }

        @Override
        public long length() {
            return zip.length;
        }
    }

    private boolean stands(EventId event, Standing standing) {
        Optional<StoredEvent> found = events.find(event);
        return found.isPresent() && found.get().marks().contains(standing);
    }

    private Outcome act(EventId event, String what) {
        if (events.find(event).isEmpty()) {
            return Outcome.UNKNOWN;
        }
        done.add(what);
        return Outcome.DONE;
    }
}
