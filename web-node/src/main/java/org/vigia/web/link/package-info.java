/// Web-node's half of docs/design/link.md: who is connected, what they say, what they are asked.
/// Depends on `camera` (the port it implements), `evidence` and `live`.
@NullMarked
package org.vigia.web.link;

import org.jspecify.annotations.NullMarked;
