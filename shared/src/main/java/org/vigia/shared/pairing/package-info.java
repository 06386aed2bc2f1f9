/// The code by which a camera and a Pi #B come to know each other, and how they stay acquainted
/// when Pi #B has another host key; see docs/design/pairing.md. Depends on `crypto` alone.
@NullMarked
package org.vigia.shared.pairing;

import org.jspecify.annotations.NullMarked;
