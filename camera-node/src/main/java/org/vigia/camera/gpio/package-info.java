/// A Raspberry Pi as a board: the header's lines through Pi4J and libgpiod, the servo through
/// `pwm`, the infrared through `lirc` or the lines. The only room for `com.pi4j`. Depends on
/// `board`, `lirc`, `pwm` and shared `lifecycle`, `time`.
@NullMarked
package org.vigia.camera.gpio;

import org.jspecify.annotations.NullMarked;
