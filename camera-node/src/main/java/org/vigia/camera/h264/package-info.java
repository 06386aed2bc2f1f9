/// H.264 byte streams (ITU-T H.264, Annex B): pure functions and state machines, no threads, no
/// files. Depends on nothing.
@NullMarked
package org.vigia.camera.h264;

import org.jspecify.annotations.NullMarked;
