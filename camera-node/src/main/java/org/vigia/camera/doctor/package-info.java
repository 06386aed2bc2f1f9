/// `vigia-camera doctor`: looks at one part after the other and says what is wrong and how to mend
/// it. Depends on the features it tries out: `video`, `diagnosis`, `process`, `board`, `gpio` and
/// `pwm` (settings), `servo`, `ir`, `link`, and the module `telegram`.
@NullMarked
package org.vigia.camera.doctor;

import org.jspecify.annotations.NullMarked;
