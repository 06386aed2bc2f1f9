/// What is said, in the languages it is said in. Depends on nothing.
@NullMarked
package org.vigia.telegram.text;

import org.jspecify.annotations.NullMarked;
