/// From the start of an incident to sealed events: picture, film, manifest. Depends on `ring`,
/// `snapshot`, `spool`, `moment` and `org.vigia.shared`.
@NullMarked
package org.vigia.camera.recorder;

import org.jspecify.annotations.NullMarked;
