/// The camera: its source's process, watched and restarted, and the way of its bytes to fragments.
/// Depends on `source`, `process`, `diagnosis`, `h264`, `fmp4` and `org.vigia.shared`.
@NullMarked
package org.vigia.camera.video;

import org.jspecify.annotations.NullMarked;
