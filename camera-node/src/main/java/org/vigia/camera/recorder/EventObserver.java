package org.vigia.camera.recorder;

import org.vigia.camera.spool.Opening;
import org.vigia.shared.event.EventId;
import org.vigia.shared.video.VideoConfig;

/// Is told of each event while it happens, whether the disk takes it or not. Called by the threads
/// of the recorder, for one event by one; returns quickly and does not throw.
public interface EventObserver {
    /// An event has begun.
    void onOpened(Opening opening);

    /// Its film begins; an event has one film at most.
    ///
    /// @param config the stream that the film is a part of
    /// @param first the sequence of its first frame, a key frame
    void onFilmBegun(Opening opening, VideoConfig config, long first);

    /// Its film is over.
    ///
    /// @param last the sequence of its last frame
    void onFilmEnded(EventId event, long last);
}
