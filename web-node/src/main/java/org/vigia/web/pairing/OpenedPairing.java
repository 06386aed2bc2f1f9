package org.vigia.web.pairing;

import java.time.Duration;

/// A code that has just been opened.
///
/// @param camera the name it is for
/// @param code as it is shown; a secret
/// @param lasts how long it is good
public record OpenedPairing(String camera, String code, Duration lasts) {
    /// Tells nothing that is secret.
    @Override
    public String toString() {
        return "OpenedPairing[%s]".formatted(camera);
    }
}
