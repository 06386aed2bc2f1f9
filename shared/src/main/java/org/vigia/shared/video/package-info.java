/// What flows on both nodes: the fMP4 fragment and the description of the stream it belongs to.
/// Depends on nothing.
@NullMarked
package org.vigia.shared.video;

import org.jspecify.annotations.NullMarked;
