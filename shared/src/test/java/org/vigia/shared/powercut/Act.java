package org.vigia.shared.powercut;

import java.nio.file.Path;

/// One thing that a run has done to its files, or said. Paths are below the recorded folder.
sealed interface Act {
    /// A file or folder that was not there.
    record Made(Path path, boolean folder) implements Act {}

    /// A file or folder is opened.
    record Opened(int handle, Path path) implements Act {}

    /// Bytes at their place.
    @SuppressWarnings("ArrayRecordComponent")
    record Written(int handle, long offset, byte[] bytes) implements Act {}

    /// All behind `length` is gone.
    record Truncated(int handle, long length) implements Act {}

    /// Another name for a file.
    record Linked(Path path, Path existing) implements Act {}

    /// A name is gone.
    record Removed(Path path) implements Act {}

    /// Another name in place of the former, and of who had it.
    record Moved(Path from, Path to) implements Act {}

    /// What is behind the handle has been synced.
    ///
    /// @param site who asked for it, and for what
    record Synced(int handle, String site) implements Act {}

    /// What the run has said by now.
    ///
    /// @param promise whether it is something that a cut of power may not undo, so that to have
    ///   said it makes the look stricter; otherwise something that it is about to do
    record Said(Object word, boolean promise) implements Act {}
}
