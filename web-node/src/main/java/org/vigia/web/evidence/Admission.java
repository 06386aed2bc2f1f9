package org.vigia.web.evidence;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.vigia.shared.event.EventId;
import org.vigia.shared.link.LinkException;
import org.vigia.shared.time.Pace;

/// Whether a camera may stream an event's film now, whoever has its key. Not safe for several
/// threads.
final class Admission {
    private static final long COSTLY_BYTES = 16L << 20;

    private final String camera;
    private final StreamFolder folder;
    private final EvidenceShelf shelf;
    private final StreamLimits limits;
    private final Allowance fresh;
    private final Allowance again;

    Admission(
            String camera,
            StreamFolder folder,
            EvidenceShelf shelf,
            StreamLimits limits,
            Pace pace) {
        this.camera = camera;
        this.folder = folder;
        this.shelf = shelf;
        this.limits = limits;
        this.fresh = new Allowance(limits.burst(), limits.refill(), pace);
        this.again = new Allowance(limits.burst(), limits.refill(), pace);
    }

    /// Why nothing is to be recorded; null where something is.
    ///
    /// @throws LinkException when it is not this camera's event
    @Nullable String objection(EventId opened) throws IOException {
        return switch (shelf.state(camera, opened)) {
            case FOREIGN ->
                    throw new LinkException("event %s belongs to another camera".formatted(opened));
            case WHOLE -> "it is whole";
            case DELETED -> "it is deleted";
            case OPEN -> objectionToOpen(new StreamFolder.Film(camera, opened));
        };
    }

    private @Nullable String objectionToOpen(StreamFolder.Film film) throws IOException {
        Path stream = folder.stream(film);
        if (Files.exists(stream)) {
            // At its link's end it may be read, and its film made, once more.
            long cost = 1 + Files.size(stream) / COSTLY_BYTES;
            return again.take(cost) ? null : "it is opened too often";
        }
        if (folder.awaitsClip(film)) {
            return "it is over";
        }
        if (folder.unsettled(camera) >= limits.unfinished()) {
            String why = "%d streamed events are not whole".formatted(limits.unfinished());
            shelf.refused(camera, why);
            return why;
        }
        return fresh.take(1) ? null : "too many events";
    }
}
