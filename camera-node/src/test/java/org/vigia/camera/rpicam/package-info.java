/// A stand-in for `rpicam-vid`, as strict as the real one.
@NullMarked
package org.vigia.camera.rpicam;

import org.jspecify.annotations.NullMarked;
