package org.vigia.web.link;

import org.vigia.shared.link.CameraHealth;
import org.vigia.shared.link.CameraStatus;

/// What a connection tells the ones who keep account of cameras. Called on the connection's thread.
interface LinkObserver {
    /// The camera has said something.
    void onContact(CameraLink link);

    /// The camera has said what state it is in.
    void onStatus(CameraLink link, CameraStatus status);

    /// The camera has said how its machine and its parts are.
    void onHealth(CameraLink link, CameraHealth health);
}
