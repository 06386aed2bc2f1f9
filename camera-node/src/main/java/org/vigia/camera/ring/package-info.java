/// The last seconds filmed, for any number of readers. Depends on `org.vigia.shared.video`.
@NullMarked
package org.vigia.camera.ring;

import org.jspecify.annotations.NullMarked;
