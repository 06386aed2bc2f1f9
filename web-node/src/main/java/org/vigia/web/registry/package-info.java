/// Which cameras belong here and by which key: an append-only file that a command may extend while
/// the server runs. Depends on the port `camera` and `shared`.
@NullMarked
package org.vigia.web.registry;

import org.jspecify.annotations.NullMarked;
