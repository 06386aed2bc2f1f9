package org.vigia.web.sight;

import org.vigia.web.camera.RevocableCameras;
import org.vigia.web.event.Custody;
import org.vigia.web.event.EventCatalogue;
import org.vigia.web.event.Thumbnails;

/// What one person sees: the ports as they are elsewhere, without what is out of reach.
public record Sight(
        EventCatalogue events,
        Thumbnails thumbnails,
        Custody custody,
        RevocableCameras cameras,
        LiveSight live) {}
