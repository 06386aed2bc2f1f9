package org.vigia.web.watch;

import java.io.IOException;
import org.vigia.shared.event.EventId;

/// Makes an event of web-node's own.
public interface LossReport {
    /// A camera has been lost. Returns when the event is on the disk.
    ///
    /// @param text what was seen, in words
    /// @return the event's id
    /// @throws IOException when it cannot be written
    EventId lost(String camera, String text) throws IOException;
}
