package org.vigia.camera;

import java.nio.file.Path;
import org.vigia.camera.link.LinkClient;
import org.vigia.camera.recorder.EventObserver;
import org.vigia.camera.spool.Opening;
import org.vigia.camera.telegram.Alerts;
import org.vigia.shared.event.EventId;
import org.vigia.shared.link.LinkMessage;
import org.vigia.shared.video.VideoConfig;

/// What the recorder says of events, told to Pi #B while they happen, and to the owner's phone.
final class EventNews implements EventObserver {
    private final LinkClient link;
    private final Alerts alerts;

    EventNews(LinkClient link, Alerts alerts) {
        this.link = link;
        this.alerts = alerts;
    }

    @Override
    public void onOpened(Opening opening) {
        link.announce(announcement(opening));
        alerts.opened(opening);
    }

    @Override
    public void onFilmBegun(Opening opening, VideoConfig config, long first) {
        link.filmBegun(announcement(opening), config, first);
    }

    @Override
    public void onFilmEnded(EventId event, long last) {
        link.filmEnded(event, last);
    }

    @Override
    public void onPicture(Opening opening, byte[] jpeg) {
        alerts.pictured(opening, jpeg);
    }

    @Override
    public void onFilmKept(Opening opening, Path mp4) {
        alerts.filmed(opening, mp4);
    }

    @Override
    public void onDisk(boolean refuses) {
        alerts.disk(refuses);
    }

    static LinkMessage.EventOpened announcement(Opening opening) {
        return new LinkMessage.EventOpened(
                opening.event(), opening.incident(), opening.kind(), opening.started());
    }
}
