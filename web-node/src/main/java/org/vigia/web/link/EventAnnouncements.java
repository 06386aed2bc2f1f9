package org.vigia.web.link;

import java.io.IOException;
import java.util.Optional;
import org.vigia.shared.event.EventId;
import org.vigia.shared.link.LinkMessage;

/// Where announced events go.
public interface EventAnnouncements {
    /// A camera says that an event has begun.
    ///
    /// @throws IOException when it cannot be kept; its files will make it known all the same
    void announce(String camera, LinkMessage.EventOpened opened) throws IOException;

    /// A camera is about to send the film of an event, or more of it.
    ///
    /// @throws IOException when that cannot be taken note of
    default void filming(String camera, EventId event) throws IOException {}

    /// A camera says whom it alerts.
    ///
    /// @throws IOException when it cannot be kept
    default void chats(String camera, LinkMessage.AlertChats chats) throws IOException {}

    /// A person has said something of a camera's event.
    ///
    /// @throws IOException when it cannot be kept
    default void remark(String camera, LinkMessage.EventRemarked remarked) throws IOException {}

    /// A camera says what will never come.
    ///
    /// @return the hash of the manifest it is about, once it is kept; empty where it never will be
    /// @throws IOException when it cannot be kept; the camera will say it again
    default Optional<String> gap(String camera, byte[] document, byte[] signature)
            throws IOException {
        return Optional.empty();
    }
}
