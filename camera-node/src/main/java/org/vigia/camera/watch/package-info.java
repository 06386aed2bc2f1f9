/// Whether the camera still sees what it is to guard, and whether the clock goes on: what is wrong
/// goes to the alarm. Depends on `alarm`, `moment` and `snapshot`.
@NullMarked
package org.vigia.camera.watch;

import org.jspecify.annotations.NullMarked;
