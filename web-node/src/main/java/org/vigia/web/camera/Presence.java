package org.vigia.web.camera;

import java.util.List;

/// When cameras were there. Safe for use by several threads.
@FunctionalInterface
public interface Presence {
    /// A stretch of time without a camera's link.
    ///
    /// @param fromMillis web-node's wall clock when it began
    /// @param toMillis when it ended
    /// @param node whether web-node itself was off
    record Offline(long fromMillis, long toMillis, boolean node) {}

    /// When a camera was not there, within a stretch of time and up to now, in order. What was
    /// before anything is known of the camera is left out.
    ///
    /// @param fromMillis where it begins
    /// @param toMillis where it ends
    List<Offline> offline(String camera, long fromMillis, long toMillis);
}
