/// The camera's pan servo: angles to pulses, gently. Depends on `board` and `mailbox`.
@NullMarked
package org.vigia.camera.servo;

import org.jspecify.annotations.NullMarked;
