package org.vigia.web.camera;

import java.io.IOException;

/// The cameras, those included whose key was taken away and which have none now, for those who may
/// take keys away. Safe for use by several threads.
public interface RevocableCameras extends Cameras {
    /// Takes a camera's key away for good. When this returns it is on the disk, and the camera's
    /// connections are being cut. Where that has been done before, nothing changes.
    ///
    /// @return false where there is no camera of that name, with a key or without
    /// @throws IOException when it cannot be written; nothing has changed then
    boolean revoke(String name) throws IOException;
}
