/// HTTP/1.1 by hand, since a server that is to reset, truncate and stall must hold the socket
/// itself. Knows nothing of bots.
@NullMarked
package org.vigia.telegram.server.wire;

import org.jspecify.annotations.NullMarked;
