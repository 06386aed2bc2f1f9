/// What systemd is told of a node: that it is ready, alive, ending. Depends on nothing.
@NullMarked
package org.vigia.shared.supervisor;

import org.jspecify.annotations.NullMarked;
