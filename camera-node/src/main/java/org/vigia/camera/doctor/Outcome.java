package org.vigia.camera.doctor;

/// What a check found, in the owner's language.
public sealed interface Outcome {
    /// As it should be.
    ///
    /// @param found what was found, in a line
    record Ok(String found) implements Outcome {}

    /// Not as it should be.
    ///
    /// @param wrong what is wrong, in a line
    /// @param mend the command that mends it, or what to do
    record Fail(String wrong, String mend) implements Outcome {}
}
