/// What Pi #A says through Telegram: alarm, recorder and receipts, made into alerts. May use
/// `alarm`, `spool` and the module `telegram`. Where no bot is set, nothing of that is loaded.
@NullMarked
package org.vigia.camera.telegram;

import org.jspecify.annotations.NullMarked;
