/// Talking to the owner's phone through Telegram's Bot API, for both nodes. Everything that knows
/// of `telegrambots` is below this package; it may use `org.vigia.shared` and nothing of a node.
@NullMarked
package org.vigia.telegram;

import org.jspecify.annotations.NullMarked;
