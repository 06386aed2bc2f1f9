/// The ports to the hardware, at the level of lines, edges and pulses. Implemented by `simulation`
/// and by real hardware. Depends on nothing.
@NullMarked
package org.vigia.camera.board;

import org.jspecify.annotations.NullMarked;
