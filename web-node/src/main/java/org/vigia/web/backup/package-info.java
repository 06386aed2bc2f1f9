/// Everything that Pi #B knows in one tar file, copied beside a running node, and put back into an
/// empty folder: docs/design/backup.md. Depends on `store` (where the ledger and the order of
/// arrival have got to).
@NullMarked
package org.vigia.web.backup;

import org.jspecify.annotations.NullMarked;
