/// One owner thread, its bounded queue and its next deadline: what every stateful part of the node
/// is driven by. Depends on shared `lifecycle` and `time`.
@NullMarked
package org.vigia.camera.mailbox;

import org.jspecify.annotations.NullMarked;
