package org.vigia.camera;

import org.vigia.camera.link.LinkClient;
import org.vigia.camera.recorder.EventObserver;
import org.vigia.camera.spool.Opening;
import org.vigia.shared.event.EventId;
import org.vigia.shared.link.LinkMessage;
import org.vigia.shared.video.VideoConfig;

/// What the recorder says of events, told to Pi #B while they happen.
final class EventNews implements EventObserver {
    private final LinkClient link;

    EventNews(LinkClient link) {
        this.link = link;
    }

    @Override
    public void onOpened(Opening opening) {
        link.announce(announcement(opening));
    }

    @Override
    public void onFilmBegun(Opening opening, VideoConfig config, long first) {
        link.filmBegun(announcement(opening), config, first);
    }

    @Override
    public void onFilmEnded(EventId event, long last) {
        link.filmEnded(event, last);
    }

    private static LinkMessage.EventOpened announcement(Opening opening) {
        return new LinkMessage.EventOpened(
                opening.event(), opening.incident(), opening.kind(), opening.started());
    }
}
