package org.vigia.camera.doctor;

/// One thing the doctor looks at.
public interface Check {
    /// Looks, changing nothing that outlives the call.
    ///
    /// @param words the owner's language
    /// @throws InterruptedException when the thread is interrupted
    Outcome look(Words words) throws InterruptedException;
}
