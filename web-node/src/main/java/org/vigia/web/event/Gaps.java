package org.vigia.web.event;

import java.io.IOException;
import java.util.List;

/// What cameras have signed that will never come. Safe for use by several threads.
@FunctionalInterface
public interface Gaps {
    /// Something that will never come.
    ///
    /// @param atMillis when its event began, by the camera's clock
    /// @param whole whether nothing of the event will come; otherwise some files will not
    record Gap(long atMillis, boolean whole) {}

    /// A camera's, of a stretch of time.
    ///
    /// @param fromMillis at or after
    /// @param toMillis before
    /// @throws IOException when they cannot be read
    List<Gap> of(String camera, long fromMillis, long toMillis) throws IOException;
}
