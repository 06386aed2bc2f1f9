package org.vigia.telegram.server.wire;

import java.io.IOException;

/// A body that cannot be read as what it says it is.
public final class BadBodyException extends IOException {
    private final int status;

    BadBodyException(int status, String message) {
        super(message);
        this.status = status;
    }

    /// The HTTP status for it.
    public int status() {
        return status;
    }
}
