/// Single pictures of what cameras film now, for whoever cannot play the film. Depends on `live`,
/// `picture` and `shared`.
@NullMarked
package org.vigia.web.still;

import org.jspecify.annotations.NullMarked;
