/// The codes by which new cameras are let in, and the host key that all of them know; see
/// docs/design/pairing.md. Depends on `registry` and `shared`.
@NullMarked
package org.vigia.web.pairing;

import org.jspecify.annotations.NullMarked;
