/// Film for tests: fragments made of real footage without a process or a clock. Depends on `h264`,
/// `fmp4` and `video`.
@NullMarked
package org.vigia.camera.film;

import org.jspecify.annotations.NullMarked;
