/// A clip: the very fragments filmed, in a file of their own, and the layout of a fragment. Depends
/// on `video`.
@NullMarked
package org.vigia.shared.clip;

import org.jspecify.annotations.NullMarked;
