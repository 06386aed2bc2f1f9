package org.vigia.web.store;

import java.util.Optional;

/// Is told of cameras whose room on the disk is short. Called by any thread, perhaps under the
/// store's lock; returns at once.
@FunctionalInterface
public interface RoomWatcher {
    /// A camera's room is short.
    ///
    /// @param refused why an upload was refused, in words; empty where none has been yet
    void isShort(String camera, Optional<String> refused);
}
