package org.vigia.camera.alarm;

/// Why a person is told.
public enum AlertKind {
    CLOCK_JUMPED,
    PICTURE_FROZEN,
    CAMERA_MOVED,
    LENS_COVERED,
    /// Motion while the sensor warms up: perhaps nothing, recorded all the same.
    WARM_UP_MOTION,
    MOTION,
    TAMPER,
    PANIC,
    /// Disarmed with the duress PIN: whoever stands beside must not notice that this is told.
    DURESS,
    LINK_LOST,
    CLOCK_UNSURE,
    SENSOR_FAULT,
    /// Too many wrong PINs.
    PIN_LOCKED,
    /// The node started again while it was to guard.
    RESTARTED,
    /// The saved state was lost; the alarm armed itself.
    STATE_LOST
}
