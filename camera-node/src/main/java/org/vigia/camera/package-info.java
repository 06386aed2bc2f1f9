/// Pi #A: the composition root (`Main`, `CameraNode`). Nothing depends on this package.
@NullMarked
package org.vigia.camera;

import org.jspecify.annotations.NullMarked;
