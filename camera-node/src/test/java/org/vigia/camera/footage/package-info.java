/// Test footage from the real ffmpeg, and ffprobe's opinion of what we made of it. Depends on
/// `process`.
@NullMarked
package org.vigia.camera.footage;

import org.jspecify.annotations.NullMarked;
