package org.vigia.web.retention;

import java.util.List;
import org.vigia.web.event.StoredEvent;

/// Finds what is in the bin.
@FunctionalInterface
public interface InBin {
    /// A camera's events that are in the bin and have files, the first to be shown first.
    ///
    /// @param most how many at most
    List<StoredEvent> binned(String camera, int most);
}
