/// Getting what is in the spool to Pi #B: order, retries, receipts. Depends on `spool`.
@NullMarked
package org.vigia.camera.delivery;

import org.jspecify.annotations.NullMarked;
