package org.vigia.camera.recorder;

import org.vigia.camera.spool.Opening;
import org.vigia.shared.event.EventId;
import org.vigia.shared.video.VideoConfig;

/// Tells of events, and nothing of their films: one that somebody asked for must not keep an
/// alarm's from Pi #B.
record OpeningsOnly(EventObserver observer) implements EventObserver {
    @Override
    public void onOpened(Opening opening) {
        observer.onOpened(opening);
    }

    @Override
    public void onFilmBegun(Opening opening, VideoConfig config, long first) {}

    @Override
    public void onFilmEnded(EventId event, long last) {}
}
