package org.vigia.web.link;

import org.vigia.shared.link.CameraHealth;

/// Hears how cameras are. Called by the link's thread: returns at once.
@FunctionalInterface
public interface HealthListener {
    /// A camera says how it is.
    void healthSaid(String camera, CameraHealth health);
}
