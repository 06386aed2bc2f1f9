package org.vigia.telegram.orders;

/// Who is to know what Telegram lets be seen of chats. Called by any thread; returns at once.
public interface ChatNews {
    /// Somebody of the list was seen in a chat: the bot may write there.
    void heard(long chat);

    /// A group has got another id; who may is still to be told of it.
    void moved(long from, long to);
}
