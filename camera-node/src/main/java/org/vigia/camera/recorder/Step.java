package org.vigia.camera.recorder;

import org.vigia.shared.event.Moment;
import org.vigia.shared.video.Fragment;
import org.vigia.shared.video.VideoConfig;

/// What is to be done on the disk for an event.
sealed interface Step {
    /// It begins.
    record Begin(KeptEvent event) implements Step {}

    /// A frame of its film.
    record Frame(KeptEvent event, Fragment fragment, VideoConfig config) implements Step {}

    /// It is over.
    record End(KeptEvent event, Moment ended) implements Step {}
}
