package org.vigia.camera.board;

/// The lines between the node and its parts. An implementation opens them before it is handed out
/// and releases them in [#close]; each part is always the same object.
///
/// Times are nanoseconds of the kernel's monotonic clock, which is also that of
/// [org.vigia.shared.time.Pace]. Listeners are called on threads of the board, each listener by one
/// thread at a time and in order; they return quickly and do not throw.
public interface Board extends AutoCloseable {
    /// The motion sensor's output: high while it sees motion (HC-SR501).
    InputLine pir();

    /// The active buzzer: high sounds.
    OutputLine buzzer();

    /// The pan servo's pulse.
    PwmOutput servo();

    /// The infrared receiver, demodulated.
    PulseSource infrared();

    /// Drives the buzzer low, disables the servo's pulse, releases everything and ends the board's
    /// threads: no listener is called once it has returned. Idempotent.
    @Override
    void close();
}
