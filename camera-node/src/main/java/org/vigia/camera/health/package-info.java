/// How this camera is, measured and told to Pi #B. Depends on `delivery`, `moment` and `spool`.
@NullMarked
package org.vigia.camera.health;

import org.jspecify.annotations.NullMarked;
