/// Functions of the C library, called through Java's foreign function interface.
@NullMarked
package org.vigia.shared.libc;

import org.jspecify.annotations.NullMarked;
