/// From the start of an incident to sealed events: picture, film, manifest. Depends on `ring`,
/// `clip`, `snapshot`, `spool` and `moment`.
@NullMarked
package org.vigia.camera.recorder;

import org.jspecify.annotations.NullMarked;
