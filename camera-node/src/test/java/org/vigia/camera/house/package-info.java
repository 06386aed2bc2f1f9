/// The parts between the lines and the alarm, wired as the node wires them.
@NullMarked
package org.vigia.camera.house;

import org.jspecify.annotations.NullMarked;
