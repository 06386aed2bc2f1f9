package org.vigia.web.camera;

import org.vigia.shared.link.CameraStatus;

/// What became of a command.
public sealed interface CommandOutcome {
    /// Done.
    ///
    /// @param status the camera's status afterwards
    record Done(CameraStatus status) implements CommandOutcome {}

    /// The camera would not.
    ///
    /// @param reason its words
    record Refused(String reason) implements CommandOutcome {}

    /// The camera's link is down.
    record Offline() implements CommandOutcome {}

    /// The camera did not answer in time; it may have obeyed or not.
    record TimedOut() implements CommandOutcome {}

    /// No such camera is registered.
    record Unknown() implements CommandOutcome {}
}
