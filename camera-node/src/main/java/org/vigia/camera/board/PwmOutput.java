package org.vigia.camera.board;

import java.io.IOException;

/// A pulse repeated by hardware. Disabled when the board is opened. Any thread, one at a time.
public interface PwmOutput {
    /// Sets the pulse without starting or stopping it.
    ///
    /// @param periodNanos above zero
    /// @param dutyNanos how long the line is high in each period, 0 to `periodNanos`
    /// @throws IllegalArgumentException when a number is out of its range
    /// @throws IOException when the output cannot be set, and always after the board was closed
    void set(long periodNanos, long dutyNanos) throws IOException;

    /// Starts or stops the pulse; stopped, the line is low.
    ///
    /// @throws IllegalStateException when enabled before it was ever set
    /// @throws IOException when the output cannot be switched, and always after the board was
    ///   closed
    void enable(boolean on) throws IOException;
}
