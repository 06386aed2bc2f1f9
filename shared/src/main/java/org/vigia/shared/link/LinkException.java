package org.vigia.shared.link;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/// The peer broke the protocol. There is no way on but to close the connection.
public final class LinkException extends IOException {
    private static final long serialVersionUID = 1L;

    /// @param message what was wrong
    public LinkException(String message) {
        super(message);
    }

    /// @param message what was wrong
    /// @param cause what it was noticed by
    public LinkException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
