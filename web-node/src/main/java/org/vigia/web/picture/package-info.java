/// Pictures of what cameras have sent. A camera's key may be stolen, so its bytes are decoded by a
/// child in a cage only, never in this process. Depends on `shared` alone.
@NullMarked
package org.vigia.web.picture;

import org.jspecify.annotations.NullMarked;
