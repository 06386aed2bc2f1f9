/// What a piece of work costs in things that can be counted, which no other load changes.
@NullMarked
package org.vigia.shared.cost;

import org.jspecify.annotations.NullMarked;
