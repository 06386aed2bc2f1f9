package org.vigia.web.sight;

import java.util.Optional;
import org.vigia.web.live.ViewerSocket;
import org.vigia.web.still.Still;

/// The live pictures that somebody sees.
public interface LiveSight {
    /// As [org.vigia.web.live.LiveHub#view].
    ///
    /// @throws IllegalArgumentException when the camera is out of reach, which is to be found out
    ///   before
    Optional<AutoCloseable> view(String camera, ViewerSocket socket);

    /// As [org.vigia.web.still.Stills#take].
    ///
    /// @throws IllegalArgumentException when the camera is out of reach, which is to be found out
    ///   before
    Still still(String camera) throws InterruptedException;
}
