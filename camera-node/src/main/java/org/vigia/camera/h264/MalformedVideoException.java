package org.vigia.camera.h264;

import java.io.IOException;

/// Bytes that are not the H.264 or MP4 they should be; its message says where.
public final class MalformedVideoException extends IOException {
    private static final long serialVersionUID = 1L;

    /// @param message what was found and what was expected
    public MalformedVideoException(String message) {
        super(message);
    }
}
