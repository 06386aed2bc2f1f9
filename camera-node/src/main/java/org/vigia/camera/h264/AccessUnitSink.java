package org.vigia.camera.h264;

/// Receives what a splitter finds, in order, on the thread that feeds it.
public interface AccessUnitSink {
    /// An access unit, or a completed form of the last one ([AccessUnit#replacing]).
    ///
    /// @param unit valid only during this call
    void onAccessUnit(AccessUnit unit);

    /// Bytes had to be dropped: what comes next does not join what came before.
    ///
    /// @param reason in a few words
    void onDamage(String reason);
}
