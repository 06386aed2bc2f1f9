package org.vigia.web.health;

import org.jspecify.annotations.Nullable;
import org.vigia.shared.event.EventId;
import org.vigia.shared.link.CameraHealth;
import org.vigia.shared.link.SelfTestResult;
import org.vigia.web.link.LinkLine;

/// What is known of a camera's health.
///
/// @param camera its name
/// @param line its link; null while it has none
/// @param said what it last said of itself; null until it has, since web-node's start
/// @param selfTest what is known of its self-tests
public record CameraVitals(
        String camera, @Nullable LinkLine line, @Nullable Said said, SelfTests selfTest) {
    /// What a camera said of itself.
    ///
    /// @param atMillis web-node's wall clock when it did
    public record Said(CameraHealth health, long atMillis) {}

    /// What is known of a camera's self-tests, restarts included.
    ///
    /// @param last what came of the last one by the camera's word; null before one
    /// @param event the last one that came here whole; null before one
    /// @param receivedMillis web-node's wall clock when it did; 0 before one
    /// @param missing whether none has come whole for too long
    public record SelfTests(
            @Nullable SelfTestResult last,
            @Nullable EventId event,
            long receivedMillis,
            boolean missing) {
        static final SelfTests NONE = new SelfTests(null, null, 0, false);
    }
}
