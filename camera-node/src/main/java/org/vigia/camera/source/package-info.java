/// What films: the Pi Camera, a webcam, a film, a test scene or any program, each as the command
/// that gives H.264. Starts nothing. Depends on nothing.
@NullMarked
package org.vigia.camera.source;

import org.jspecify.annotations.NullMarked;
