/// The messages of the frame socket and their wire form, as docs/design/link.md specifies them.
/// Depends on `crypto`, `event`, `json`, `machine` and `video`.
@NullMarked
package org.vigia.shared.link;

import org.jspecify.annotations.NullMarked;
