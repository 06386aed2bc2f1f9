/// What has been filmed and is not yet signed for by Pi #B, on disk, through crashes: see
/// docs/design/spool.md, whose step numbers are cited here. Depends on `shared` alone.
@NullMarked
package org.vigia.camera.spool;

import org.jspecify.annotations.NullMarked;
