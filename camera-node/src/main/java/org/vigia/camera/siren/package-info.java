/// The buzzer as siren and as chirper. Depends on `alarm` (kinds of chirp), `board` and `mailbox`.
@NullMarked
package org.vigia.camera.siren;

import org.jspecify.annotations.NullMarked;
