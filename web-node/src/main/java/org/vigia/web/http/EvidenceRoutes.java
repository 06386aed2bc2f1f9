package org.vigia.web.http;

import io.javalin.http.Context;
import java.io.IOException;
import java.nio.file.Path;
import org.vigia.shared.event.EventId;
import org.vigia.shared.event.EvidenceKind;
import org.vigia.shared.event.EvidenceName;
import org.vigia.web.event.EventCatalogue;
import org.vigia.web.event.StoredEvent;

/// An event's files, byte for byte.
final class EvidenceRoutes {
    private final EventCatalogue events;

    EvidenceRoutes(EventCatalogue events) {
        this.events = events;
    }

    void register(RouteTable routes) {
        file(routes, "snapshot.jpg", EvidenceKind.SNAPSHOT, "image/jpeg");
        file(routes, "clip.mp4", EvidenceKind.CLIP, "video/mp4");
        file(routes, "streamed.mp4", EvidenceKind.STREAMED, "video/mp4");
        file(routes, "manifest.json", EvidenceKind.MANIFEST, "application/json");
    }

    private void file(RouteTable routes, String name, EvidenceKind kind, String type) {
        routes.get("/api/v1/events/{id}/" + name, (ctx, session) -> send(ctx, kind, type));
    }

    private void send(Context ctx, EvidenceKind kind, String type) throws IOException {
        EventId id = EventRoutes.id(ctx);
        StoredEvent event = events.find(id).orElseThrow(EventRoutes::unknown);
        Path file =
                events.file(id, kind)
                        .orElseThrow(
                                () -> Problem.notFound("This has not arrived, or never will."));
        EvidenceName name =
                EvidenceName.parse(String.valueOf(file.getFileName()))
                        .orElseThrow(
                                () -> new IllegalStateException("no name of evidence: " + file));
        String saveAs = "vigia-%s-%s.%s".formatted(event.camera(), id, kind.extension());
        new FileReply(file, type, name.sha256(), saveAs).send(ctx);
    }
}
