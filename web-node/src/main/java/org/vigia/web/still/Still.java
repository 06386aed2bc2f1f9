package org.vigia.web.still;

import java.time.Duration;

/// What became of a wish to see a camera's picture as it is now.
public sealed interface Still {
    /// A JPEG that may be served.
    ///
    /// @param jpeg not copied, so not to be changed
    /// @param age since its frame was filmed
    record Taken(byte[] jpeg, Duration age) implements Still {}

    /// The camera is there, but no frame has come in time.
    record Awaited() implements Still {}

    /// The camera is there, its picture is not.
    ///
    /// @param reason as the camera has said it
    record Gap(String reason) implements Still {}

    /// The camera's link is down.
    record Offline() implements Still {}

    /// There are too many viewers, or too many wait for pictures.
    record Crowded() implements Still {}

    /// Its frame could not be decoded, or there is no cage to do it in.
    record Undecodable() implements Still {}
}
