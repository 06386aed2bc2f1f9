package org.vigia.telegram.outbox;

import java.util.Optional;
import org.vigia.telegram.bot.Message;

/// Where pictures and films are while they wait.
interface Uploads {
    /// Empty where it is lost.
    Optional<Message.Upload> of(long thread, Item item);
}
