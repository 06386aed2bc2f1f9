/// What Pi #B says through Telegram, and what people say there of its events. May use `event` and
/// the module `telegram`. Where no bot is set, nothing of that is loaded.
@NullMarked
package org.vigia.web.telegram;

import org.jspecify.annotations.NullMarked;
