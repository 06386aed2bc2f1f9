package org.vigia.camera.recorder;

import java.nio.file.Path;
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

    /// Its picture is there, perhaps before the disk has it.
    ///
    /// @param jpeg not changed by anybody from now on
    default void onPicture(Opening opening, byte[] jpeg) {}

    /// Its film is complete and on the disk. Called before anybody may delete it, on the disk's
    /// thread, which waits meanwhile.
    ///
    /// @param mp4 moves when this returns
    default void onFilmKept(Opening opening, Path mp4) {}

    /// The disk refuses events, or takes them again.
    default void onDisk(boolean refuses) {}
}
