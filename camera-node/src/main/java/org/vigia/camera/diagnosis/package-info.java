/// What a camera's program complains of, in words a person can act on, in the owner's language.
/// Depends on nothing.
@NullMarked
package org.vigia.camera.diagnosis;

import org.jspecify.annotations.NullMarked;
