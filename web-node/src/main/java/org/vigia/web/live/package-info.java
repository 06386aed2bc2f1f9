/// From the link to the eyes: one stream a camera in, any number of viewers out, none of whom can
/// hold up another or the link. Depends on `shared` alone.
@NullMarked
package org.vigia.web.live;

import org.jspecify.annotations.NullMarked;
