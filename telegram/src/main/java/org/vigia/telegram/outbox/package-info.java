/// Alerts that are told whatever happens in between: one thread an incident, its steps for each
/// chat, on disk until Telegram has said yes or no for good. May use `bot` and `text`.
@NullMarked
package org.vigia.telegram.outbox;

import org.jspecify.annotations.NullMarked;
