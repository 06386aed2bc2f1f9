/// The directions of cameras that have names. Depends on `shared` alone.
@NullMarked
package org.vigia.web.preset;

import org.jspecify.annotations.NullMarked;
