package org.vigia.web.sight;

import java.util.Optional;
import org.vigia.web.audit.AuditAction;
import org.vigia.web.audit.AuditTrail;
import org.vigia.web.camera.RevocableCameras;
import org.vigia.web.event.Custody;
import org.vigia.web.event.EventCatalogue;
import org.vigia.web.event.Thumbnails;
import org.vigia.web.live.LiveHub;
import org.vigia.web.live.ViewerSocket;

/// Everything there is to see, which is handed out only as somebody sees it. Safe for use by
/// several threads.
///
/// @param trail where it is noted who looks at what
public record Sights(
        EventCatalogue events,
        Thumbnails thumbnails,
        Custody custody,
        RevocableCameras cameras,
        LiveHub hub,
        AuditTrail trail) {
    /// What `who` sees.
    public Sight of(Onlooker who) {
        EventCatalogue seen = new SeenEvents(events, who, trail);
        return new Sight(
                seen,
                new SeenThumbnails(thumbnails, who.reach()),
                new SeenCustody(custody, seen, who, trail),
                new SeenCameras(cameras, who, trail),
                (camera, socket) -> view(who, camera, socket));
    }

    private Optional<AutoCloseable> view(Onlooker who, String camera, ViewerSocket socket) {
        if (!who.reach().sees(camera)) {
            throw new IllegalArgumentException("%s does not see %s".formatted(who.name(), camera));
        }
        trail.looked(AuditAction.LIVE, who.name(), who.address(), camera);
        return hub.view(camera, socket);
    }
}
