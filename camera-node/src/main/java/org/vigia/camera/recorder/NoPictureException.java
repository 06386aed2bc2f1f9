package org.vigia.camera.recorder;

import java.io.IOException;

/// The camera gives no picture.
public final class NoPictureException extends IOException {
    private static final long serialVersionUID = 1L;

    NoPictureException() {
        super("the camera gives no picture");
    }
}
