/// Mishaps on purpose: the pair as processes, killed, cut off and starved at random, and what must
/// hold afterwards. `scripts/chaos` runs it at length, `ChaosIT` briefly.
@NullMarked
package org.vigia.chaos;

import org.jspecify.annotations.NullMarked;
