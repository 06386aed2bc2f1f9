/// When things happen, on a machine without a real-time clock. Depends on `shared` alone.
@NullMarked
package org.vigia.camera.moment;

import org.jspecify.annotations.NullMarked;
