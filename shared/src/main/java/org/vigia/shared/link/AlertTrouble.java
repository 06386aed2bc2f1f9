package org.vigia.shared.link;

import com.fasterxml.jackson.annotation.JsonProperty;

/// Why alerts do not reach everybody, from the worst down.
public enum AlertTrouble {
    /// Telegram does not know the token: nobody is told anything.
    @JsonProperty("token")
    TOKEN,
    /// Telegram has not been reached for a while.
    @JsonProperty("unreachable")
    UNREACHABLE,
    /// The disk does not take the journal: a restart would forget what waits.
    @JsonProperty("disk")
    DISK,
    /// A chat does not let the bot in.
    @JsonProperty("chat-gone")
    CHAT_GONE
}
