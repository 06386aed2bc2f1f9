package org.vigia.web.sight;

import org.vigia.web.camera.Presence;
import org.vigia.web.camera.RevocableCameras;
import org.vigia.web.event.Custody;
import org.vigia.web.event.EventCatalogue;
import org.vigia.web.event.Gaps;
import org.vigia.web.event.Thumbnails;
import org.vigia.web.seen.SeenBook;

/// What one person sees: the ports as they are elsewhere, without what is out of reach.
///
/// @param seen what each account has seen: the asker's own alone is asked for
public record Sight(
        EventCatalogue events,
        Thumbnails thumbnails,
        SeenBook seen,
        Presence presence,
        Gaps gaps,
        Custody custody,
        RevocableCameras cameras,
        LiveSight live) {}
