/// Pi #B: the composition root (`Main`, `WebNode`). Nothing depends on this package.
@NullMarked
package org.vigia.web;

import org.jspecify.annotations.NullMarked;
