/// A key frame as a JPEG. Depends on `process`, `fmp4`, `h264` and `org.vigia.shared`.
@NullMarked
package org.vigia.camera.snapshot;

import org.jspecify.annotations.NullMarked;
