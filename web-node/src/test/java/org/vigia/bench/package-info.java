/// Measures how old the live picture is when it is seen, beside motion and an MJPEG page, how many
/// can watch, beside nginx, how soon evidence is on Pi #B, and how soon the phone hears of it:
/// `scripts/bench`. No part of the product and of its tests; `docs/performance.md` says what is
/// measured and how.
@NullMarked
package org.vigia.bench;

import org.jspecify.annotations.NullMarked;
