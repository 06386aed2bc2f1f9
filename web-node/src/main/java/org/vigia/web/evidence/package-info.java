/// Film that cameras stream while they film it: kept as it comes, made into films that play, and
/// let go when the clip holds every frame of them (docs/design/evidence.md, F1 to F7). What is done
/// with a film is asked of the [EvidenceShelf]. Depends on `store` and `event`.
@NullMarked
package org.vigia.web.evidence;

import org.jspecify.annotations.NullMarked;
