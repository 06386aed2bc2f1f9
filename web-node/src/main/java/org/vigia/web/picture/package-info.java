/// Pictures of what cameras have sent. A camera's key may be stolen, so its bytes are decoded in a
/// cage only, never in this process: by a unit of systemd's, or a child in bubblewrap. Depends on
/// `shared` alone.
@NullMarked
package org.vigia.web.picture;

import org.jspecify.annotations.NullMarked;
