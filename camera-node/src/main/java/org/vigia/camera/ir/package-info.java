/// NEC infrared codes: pure decoder and encoder over durations. Depends on nothing.
@NullMarked
package org.vigia.camera.ir;

import org.jspecify.annotations.NullMarked;
