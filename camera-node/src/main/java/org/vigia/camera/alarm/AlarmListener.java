package org.vigia.camera.alarm;

/// Carries out what the alarm wants. Called on the alarm's thread, in order, after the state was
/// saved. Returns quickly: recording, sounding and telling happen on threads of their own. It may
/// submit inputs to the loop, but not wait for them.
public interface AlarmListener {
    /// What it throws is logged; the next command comes all the same.
    void onCommand(AlarmCommand command);
}
