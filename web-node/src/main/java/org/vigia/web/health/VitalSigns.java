package org.vigia.web.health;

import java.util.Optional;
import java.util.function.Consumer;

/// How the cameras are, for those who show it. Safe for use by several threads.
public interface VitalSigns {
    /// One camera's; empty where none is registered under `name`.
    Optional<CameraVitals> find(String name);

    /// Somebody looks at a camera: has it asked how it is, if it has not said so just now. Returns
    /// at once; the answer is told to those who have subscribed.
    void look(String name);

    /// Tells `observer` of each change until the subscription is closed. Called on the thread that
    /// noticed: observers return quickly and do not throw.
    AutoCloseable subscribe(Consumer<CameraVitals> observer);
}
