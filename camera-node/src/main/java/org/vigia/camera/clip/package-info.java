/// A clip: the very fragments filmed, in a file of their own. Depends on `fmp4` and
/// `org.vigia.shared.video`.
@NullMarked
package org.vigia.camera.clip;

import org.jspecify.annotations.NullMarked;
