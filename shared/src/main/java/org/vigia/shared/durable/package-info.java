/// Writes that are on the disk when the call returns: file and directory; and how much may still be
/// written. Depends on nothing.
@NullMarked
package org.vigia.shared.durable;

import org.jspecify.annotations.NullMarked;
