package org.vigia.telegram.outbox;

/// Why alerts do not reach everybody, from the worst down.
public enum OutboxTrouble {
    /// Telegram does not know the token: nobody is told anything.
    TOKEN,
    /// Telegram has not been reached for a while.
    UNREACHABLE,
    /// The disk does not take the journal: a restart would forget what waits.
    DISK,
    /// A chat does not let the bot in.
    CHAT_GONE
}
