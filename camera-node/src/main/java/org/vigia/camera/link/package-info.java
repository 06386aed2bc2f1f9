/// The live connection to Pi #B: frames on demand, status, commands, receipts; the camera's half of
/// docs/design/link.md. Depends on `ring`.
@NullMarked
package org.vigia.camera.link;

import org.jspecify.annotations.NullMarked;
