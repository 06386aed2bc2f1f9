package org.vigia.camera.delivery;

/// Pi #B refuses a file for good; trying again is hopeless.
public final class RefusedException extends Exception {
    private static final long serialVersionUID = 1L;

    /// @param message Pi #B's words
    public RefusedException(String message) {
        super(message);
    }
}
