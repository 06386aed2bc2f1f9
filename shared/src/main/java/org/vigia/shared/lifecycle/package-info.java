/// Starting and ending things: named threads and the closer. Depends on nothing.
@NullMarked
package org.vigia.shared.lifecycle;

import org.jspecify.annotations.NullMarked;
