package org.vigia.web.sight;

import java.util.List;
import org.vigia.web.audit.AuditTrail;
import org.vigia.web.camera.Presence;
import org.vigia.web.camera.RevocableCameras;
import org.vigia.web.event.Custody;
import org.vigia.web.event.EventCatalogue;
import org.vigia.web.event.Gaps;
import org.vigia.web.event.Thumbnails;
import org.vigia.web.live.LiveHub;
import org.vigia.web.seen.SeenBook;
import org.vigia.web.still.Stills;

/// Everything there is to see, which is handed out only as somebody sees it. Safe for use by
/// several threads.
///
/// @param trail where it is noted who looks at what
public record Sights(
        EventCatalogue events,
        Thumbnails thumbnails,
        SeenBook seen,
        Presence presence,
        Gaps gaps,
        Custody custody,
        RevocableCameras cameras,
        LiveHub hub,
        Stills stills,
        AuditTrail trail) {
    /// What `who` sees.
    public Sight of(Onlooker who) {
        EventCatalogue visible = new SeenEvents(events, who, trail);
        return new Sight(
                visible,
                new SeenThumbnails(thumbnails, who.reach()),
                seen,
                (camera, from, to) ->
                        sees(who, camera) ? presence.offline(camera, from, to) : List.of(),
                (camera, from, to) -> sees(who, camera) ? gaps.of(camera, from, to) : List.of(),
                new SeenCustody(custody, visible, who, trail),
                new SeenCameras(cameras, who, trail),
                new SeenLive(hub, stills, who, trail));
    }

    private static boolean sees(Onlooker who, String camera) {
        return who.reach().sees(camera);
    }
}
