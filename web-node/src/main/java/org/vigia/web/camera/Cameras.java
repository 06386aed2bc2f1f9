package org.vigia.web.camera;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.vigia.shared.link.CameraCommand;

/// The registered cameras, present or not. Safe for use by several threads.
public interface Cameras {
    /// Every registered camera, by name.
    List<CameraView> all();

    /// One camera; empty where none is registered under `name`.
    Optional<CameraView> find(String name);

    /// Sends a command and waits for what the camera says, at most for `patience`.
    ///
    /// @throws InterruptedException when the waiting thread is interrupted
    CommandOutcome command(String name, CameraCommand command, Duration patience)
            throws InterruptedException;

    /// A person says that a camera which was lost is to be trusted again: so is then what it has
    /// sent since. Where it is not lost, nothing changes.
    ///
    /// @param by the name of the account
    /// @return false where none is registered under `name`
    /// @throws IOException when it cannot be kept
    boolean confirm(String name, String by) throws IOException;

    /// Tells `observer` of each change of a camera's view until the subscription is closed. Called
    /// on the thread that noticed: observers return quickly and do not throw.
    AutoCloseable subscribe(Consumer<CameraView> observer);
}
