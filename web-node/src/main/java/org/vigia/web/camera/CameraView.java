package org.vigia.web.camera;

import org.jspecify.annotations.Nullable;
import org.vigia.shared.link.CameraStatus;

/// A camera as the site shows it.
///
/// @param name the name it is registered under, or was
/// @param online whether its link stands
/// @param status what it last said of itself; null until it has spoken since web-node's start
/// @param lastContactMillis web-node's wall clock when it last spoke; 0 for never since the start
/// @param loss that it was lost, until a person confirms it; null otherwise
/// @param revokedMillis web-node's wall clock when its key was taken away; 0 while it has one
public record CameraView(
        String name,
        boolean online,
        @Nullable CameraStatus status,
        long lastContactMillis,
        @Nullable Loss loss,
        long revokedMillis) {
    /// A camera that has a key.
    public CameraView(
            String name,
            boolean online,
            @Nullable CameraStatus status,
            long lastContactMillis,
            @Nullable Loss loss) {
        this(name, online, status, lastContactMillis, loss, 0);
    }

    /// A camera whose key was taken away.
    public static CameraView revoked(String name, long atMillis) {
        return new CameraView(name, false, null, 0, null, atMillis);
    }

    /// The same camera, lost or confirmed.
    public CameraView with(@Nullable Loss newLoss) {
        return new CameraView(name, online, status, lastContactMillis, newLoss, revokedMillis);
    }
}
