package org.vigia.web.retention;

import java.util.List;
import org.vigia.web.event.StoredEvent;

/// Finds a camera's old self-tests without reading all of its events.
@FunctionalInterface
public interface SelfTests {
    /// Those that are neither kept, binned nor deleted.
    ///
    /// @param shownBefore only those shown before
    /// @param most how many at most
    List<StoredEvent> selfTests(String camera, long shownBefore, int most);
}
