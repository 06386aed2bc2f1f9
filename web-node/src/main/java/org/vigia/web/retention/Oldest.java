package org.vigia.web.retention;

import java.util.List;
import org.vigia.web.event.StoredEvent;

/// Finds a camera's oldest events without reading them all.
@FunctionalInterface
public interface Oldest {
    /// A camera's events that are neither kept nor deleted, in the order of their arrival.
    ///
    /// @param after only those with a higher place in that order
    /// @param most how many at most
    List<StoredEvent> oldest(String camera, long after, int most);
}
