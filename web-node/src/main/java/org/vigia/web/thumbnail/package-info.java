/// Thumbnails of what has come of events: made by `picture` in its cage, kept in a folder of their
/// own that may be deleted at any time. Depends on `picture`, the port `event` and `shared`.
@NullMarked
package org.vigia.web.thumbnail;

import org.jspecify.annotations.NullMarked;
