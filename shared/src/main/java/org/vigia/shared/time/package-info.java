/// Time as a parameter: the only package that reads a clock or sleeps. Depends on nothing.
@NullMarked
package org.vigia.shared.time;

import org.jspecify.annotations.NullMarked;
