package org.vigia.web.sight;

import java.util.Optional;
import org.vigia.web.live.ViewerSocket;

/// The live pictures that somebody sees.
public interface LiveSight {
    /// As [org.vigia.web.live.LiveHub#view].
    ///
    /// @throws IllegalArgumentException when the camera is out of reach, which is to be found out
    ///   before
    Optional<AutoCloseable> view(String camera, ViewerSocket socket);
}
