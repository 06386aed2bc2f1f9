/// Measures how old the live picture is when it is seen, beside an MJPEG page: `scripts/bench
/// latency`. No part of the product and of its tests; `docs/performance.md` says what is measured
/// and how.
@NullMarked
package org.vigia.bench;

import org.jspecify.annotations.NullMarked;
