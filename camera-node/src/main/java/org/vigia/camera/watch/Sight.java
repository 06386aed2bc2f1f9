package org.vigia.camera.watch;

import java.util.Optional;
import org.vigia.camera.snapshot.GreyPicture;

/// What the watch goes by. Called on the watch's thread.
public interface Sight {
    /// Whether the alarm guards: only then anything is looked at.
    boolean armed();

    /// Where the camera has been told to look, in degrees.
    double pan();

    /// When the last frame came, in monotonic nanoseconds; the node's start where none has.
    long filmedNanos();

    /// The newest key frame; empty where it has been looked at before, there is none, or it cannot
    /// be decoded.
    ///
    /// @throws InterruptedException when the thread is interrupted while it waits
    Optional<GreyPicture> look() throws InterruptedException;

    /// Nothing is going to be looked at for a while. May be called repeatedly.
    void rest();
}
