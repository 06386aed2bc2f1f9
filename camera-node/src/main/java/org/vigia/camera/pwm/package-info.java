/// The kernel's PWM outputs through `/sys/class/pwm` (`Documentation/driver-api/pwm.rst` of Linux).
/// Depends on `board` and shared `time`.
@NullMarked
package org.vigia.camera.pwm;

import org.jspecify.annotations.NullMarked;
