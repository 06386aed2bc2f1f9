/// Who is there on the local network. Depends on `shared` alone.
@NullMarked
package org.vigia.camera.discovery;

import org.jspecify.annotations.NullMarked;
