package org.vigia.camera.ring;

import org.vigia.shared.video.Fragment;
import org.vigia.shared.video.VideoConfig;

/// A frame that can be decoded on its own, and what a decoder needs for it.
public record KeyFrame(VideoConfig config, Fragment fragment) {}
