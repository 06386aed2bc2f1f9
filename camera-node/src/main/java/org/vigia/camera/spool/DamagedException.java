package org.vigia.camera.spool;

/// What is on the disk cannot be understood; trying again is hopeless.
final class DamagedException extends Exception {
    private static final long serialVersionUID = 1L;

    DamagedException(String message, Throwable cause) {
        super(message, cause);
    }
}
