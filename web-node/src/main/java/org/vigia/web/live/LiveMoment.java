package org.vigia.web.live;

import org.vigia.shared.video.Fragment;
import org.vigia.shared.video.VideoConfig;

/// What there is to be seen of a camera at this moment.
public sealed interface LiveMoment {
    /// It films, and somebody watches it.
    ///
    /// @param config begins the film
    /// @param key the newest frame that can be shown without others
    record Film(VideoConfig config, Fragment key) implements LiveMoment {}

    /// Its link stands, but no frame has come since somebody watches it; perhaps nobody does.
    record Awaited() implements LiveMoment {}

    /// It is there, its picture is not.
    ///
    /// @param reason as the camera has said it
    record Gap(String reason) implements LiveMoment {}

    /// Its link is down.
    record Offline() implements LiveMoment {}
}
