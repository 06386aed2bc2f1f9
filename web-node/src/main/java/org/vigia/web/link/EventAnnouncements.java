package org.vigia.web.link;

import java.io.IOException;
import org.vigia.shared.link.LinkMessage;

/// Where announced events go.
public interface EventAnnouncements {
    /// A camera says that an event has begun.
    ///
    /// @throws IOException when it cannot be kept; its files will make it known all the same
    void announce(String camera, LinkMessage.EventOpened opened) throws IOException;
}
