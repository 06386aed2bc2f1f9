/// What the rest of web-node may know of stored events: the ports towards store and index. Depends
/// on `shared` alone.
@NullMarked
package org.vigia.web.event;

import org.jspecify.annotations.NullMarked;
