/// What the kernel says of the machine a node runs on, in small files. Depends on nothing.
@NullMarked
package org.vigia.shared.machine;

import org.jspecify.annotations.NullMarked;
