package org.vigia.camera.alarm;

/// What a short sound confirms.
public enum ChirpKind {
    ARM,
    DISARM,
    /// Refused: a wrong PIN, or arming during an alarm.
    ERROR
}
