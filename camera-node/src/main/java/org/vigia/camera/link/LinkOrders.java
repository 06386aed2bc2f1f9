package org.vigia.camera.link;

import java.io.IOException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.vigia.shared.event.Receipt;
import org.vigia.shared.link.CameraCommand;
import org.vigia.shared.link.CameraStatus;
import org.vigia.shared.link.LinkMessage;

/// What Pi #B may want of this node. [#obey] is called by one thread of the link, [#linked] and
/// [#receipt] by another, [#status] by any.
public interface LinkOrders {
    /// Does what is asked and returns when it is done.
    ///
    /// @return why it was not done, in words; null when it was
    /// @throws InterruptedException when the link is closed meanwhile
    @Nullable String obey(CameraCommand command) throws InterruptedException;

    /// The link to Pi #B stands.
    void linked();

    /// Somebody looks at how this camera is. Called by the link's reader: returns at once.
    default void healthWanted() {}

    /// Pi #B's wall clock shows `wallMillis`. Called by the link's reader: returns at once.
    void heardClock(long wallMillis);

    /// What this node says of itself now.
    CameraStatus status();

    /// Whom this node's bot alerts; empty where it has none.
    default Optional<LinkMessage.AlertChats> alertChats() {
        return Optional.empty();
    }

    /// Pi #B has signed for an event; the signature has been checked.
    ///
    /// @throws IOException when the disk refuses
    void receipt(Receipt receipt) throws IOException;

    /// Pi #B has a gap record.
    ///
    /// @param manifest the hash that the record names
    /// @throws IOException when the disk refuses
    void gapTaken(String manifest) throws IOException;
}
