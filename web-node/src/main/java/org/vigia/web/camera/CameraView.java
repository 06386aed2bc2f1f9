package org.vigia.web.camera;

import org.jspecify.annotations.Nullable;
import org.vigia.shared.link.CameraStatus;

/// A registered camera as the site shows it.
///
/// @param name the name it is registered under
/// @param online whether its link stands
/// @param status what it last said of itself; null until it has spoken since web-node's start
/// @param lastContactMillis web-node's wall clock when it last spoke; 0 for never since the start
/// @param loss that it was lost, until a person confirms it; null otherwise
public record CameraView(
        String name,
        boolean online,
        @Nullable CameraStatus status,
        long lastContactMillis,
        @Nullable Loss loss) {
    /// The same camera, lost or confirmed.
    public CameraView with(@Nullable Loss newLoss) {
        return new CameraView(name, online, status, lastContactMillis, newLoss);
    }
}
