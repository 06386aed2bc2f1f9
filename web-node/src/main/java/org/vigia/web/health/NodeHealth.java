package org.vigia.web.health;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.vigia.shared.machine.MachineHealth;

/// How this node is.
///
/// @param software its version
/// @param runningSeconds since its process began
/// @param machine what it runs on; its disk is the store's
/// @param rooms what each camera has used of its room
/// @param events how many events the store has taken so far
/// @param indexSound whether the index has all of them; where not, it is made anew at the next
///   start
/// @param certificateEndMillis when the site's certificate ends; null without one
/// @param verified what the last `vigia-web verify` has found; null before one
public record NodeHealth(
        String software,
        long runningSeconds,
        MachineHealth machine,
        List<RoomUse> rooms,
        long events,
        boolean indexSound,
        @Nullable Long certificateEndMillis,
        @Nullable Verified verified) {
    /// Takes a copy.
    public NodeHealth {
        rooms = List.copyOf(rooms);
    }

    /// A camera's share of the store.
    ///
    /// @param usedBytes what it takes
    /// @param mostBytes what it may take
    public record RoomUse(String camera, long usedBytes, long mostBytes) {}
}
