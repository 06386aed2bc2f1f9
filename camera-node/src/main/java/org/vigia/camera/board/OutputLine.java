package org.vigia.camera.board;

import java.io.IOException;

/// A line that is driven. Low when the board is opened.
public interface OutputLine {
    /// Drives it high or low; it is so when the call returns. Any thread, one at a time.
    ///
    /// @throws IOException when the line cannot be driven, and always after the board was closed
    void set(boolean high) throws IOException;

    /// What it was last driven to.
    boolean level();
}
