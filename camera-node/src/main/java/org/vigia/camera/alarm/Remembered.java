package org.vigia.camera.alarm;

/// What is left of the process before.
sealed interface Remembered {
    /// There was none.
    record FirstStart() implements Remembered {}

    record Held(SavedPhase phase) implements Remembered {}

    /// There was one, and what it kept cannot be read.
    ///
    /// @param reason for the log, naming the file
    record Lost(String reason) implements Remembered {}
}
