/// What systemd is told of a node: that it is ready, alive, ending.
@NullMarked
package org.vigia.shared.supervisor;

import org.jspecify.annotations.NullMarked;
