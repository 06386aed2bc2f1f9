package org.vigia.web.http;

import org.vigia.web.camera.Presence;
import org.vigia.web.event.EventCatalogue;
import org.vigia.web.event.Gaps;
import org.vigia.web.event.Thumbnails;
import org.vigia.web.seen.SeenBook;

/// What the history is told from.
///
/// @param events what there is
/// @param thumbnails small pictures of it
/// @param seen who has seen what
/// @param presence when cameras were there
/// @param gaps what will never come
public record SiteHistory(
        EventCatalogue events,
        Thumbnails thumbnails,
        SeenBook seen,
        Presence presence,
        Gaps gaps) {}
