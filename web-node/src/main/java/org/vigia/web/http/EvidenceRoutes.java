package org.vigia.web.http;

import io.javalin.http.Context;
import java.io.IOException;
import java.nio.file.Path;
import org.vigia.shared.event.EvidenceKind;
import org.vigia.shared.event.EvidenceName;
import org.vigia.web.account.Right;
import org.vigia.web.event.StoredEvent;
import org.vigia.web.event.Thumbnails;

/// An event's files, byte for byte, and the thumbnail made here.
final class EvidenceRoutes {
    private static final String EVENT = "/api/v1/events/{id}/";

    private final SiteHistory history;

    EvidenceRoutes(SiteHistory history) {
        this.history = history;
    }

    void register(RouteTable routes) {
        file(routes, "snapshot.jpg", EvidenceKind.SNAPSHOT, "image/jpeg");
        file(routes, "clip.mp4", EvidenceKind.CLIP, "video/mp4");
        file(routes, "streamed.mp4", EvidenceKind.STREAMED, "video/mp4");
        file(routes, "manifest.json", EvidenceKind.MANIFEST, "application/json");
        routes.get(Right.LOOK, EVENT + "thumbnail.jpg", this::thumbnail);
    }

    private void file(RouteTable routes, String name, EvidenceKind kind, String type) {
        routes.get(Right.LOOK, EVENT + name, (ctx, session) -> send(ctx, session, kind, type));
    }

    private void thumbnail(Context ctx, Session session) throws IOException {
        StoredEvent event = EventRoutes.find(ctx, session, history);
        Thumbnails.Thumbnail made =
                history.thumbnails()
                        .of(event)
                        .orElseThrow(() -> Problem.notFound("There is none, or not yet."));
        String saveAs = "vigia-%s-%s-thumbnail.jpg".formatted(event.camera(), event.id());
        boolean named = made.sha256().equals(ctx.queryParam("sha256"));
        new FileReply(made.file(), "image/jpeg", made.sha256(), saveAs, named).send(ctx);
    }

    private void send(Context ctx, Session session, EvidenceKind kind, String type)
            throws IOException {
        StoredEvent event = EventRoutes.find(ctx, session, history);
        Path file =
                history.events()
                        .file(event.id(), kind)
                        .orElseThrow(
                                () -> Problem.notFound("This has not arrived, or never will."));
        EvidenceName name =
                EvidenceName.parse(String.valueOf(file.getFileName()))
                        .orElseThrow(
                                () -> new IllegalStateException("no name of evidence: " + file));
        String saveAs = "vigia-%s-%s.%s".formatted(event.camera(), event.id(), kind.extension());
        new FileReply(file, type, name.sha256(), saveAs, false).send(ctx);
    }
}
