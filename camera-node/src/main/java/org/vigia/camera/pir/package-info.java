/// From the edges of a passive infrared sensor to the alarm's motion inputs. Depends on `alarm`
/// (inputs), `board` (the line) and `mailbox`.
@NullMarked
package org.vigia.camera.pir;

import org.jspecify.annotations.NullMarked;
