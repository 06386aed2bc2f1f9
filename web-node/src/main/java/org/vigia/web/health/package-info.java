/// How the cameras and this node are, and whether the cameras' self-tests come through:
/// docs/design/site.md, "Health and the daily self-test". Depends on `event`, `link` and `store`.
@NullMarked
package org.vigia.web.health;

import org.jspecify.annotations.NullMarked;
