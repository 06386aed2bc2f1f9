package org.vigia.camera.delivery;

import java.io.IOException;

/// Pi #B can be reached and would not take this file now; others it may take.
public final class NotNowException extends IOException {
    private static final long serialVersionUID = 1L;

    /// @param message Pi #B's words
    public NotNowException(String message) {
        super(message);
    }
}
