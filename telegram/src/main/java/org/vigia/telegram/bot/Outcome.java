package org.vigia.telegram.bot;

import java.time.Duration;

/// What became of a request; the table *Errors* of docs/design/telegram.md says what is to be done.
///
/// @param <T> what a good answer brings
public sealed interface Outcome<T> {
    /// Telegram has done it.
    record Done<T>(T value) implements Outcome<T> {}

    /// 429, or the limits that the bot keeps of itself: this chat not before `after`.
    record Limited<T>(Duration after) implements Outcome<T> {}

    /// No connection, a time-out, a 5xx, an answer that is none of the Bot API's: whether Telegram
    /// has done it cannot be known.
    ///
    /// @param why in words, without anything secret
    record Unreachable<T>(String why) implements Outcome<T> {}

    /// 409: somebody else polls with the same token.
    record Conflict<T>() implements Outcome<T> {}

    /// 401 or 404: the token is wrong or was revoked.
    record WrongToken<T>() implements Outcome<T> {}

    /// 403: the person has blocked the bot, or the group has removed it.
    record Gone<T>() implements Outcome<T> {}

    /// 400: the group has become a supergroup.
    ///
    /// @param chat its id from now on
    record Moved<T>(long chat) implements Outcome<T> {
        @Override
        public String toString() {
            return "Moved[]";
        }
    }

    /// 400: the message is already as the edit wants it.
    record Unchanged<T>() implements Outcome<T> {}

    /// 400: the message that is to be replied to has been deleted.
    record NothingToReplyTo<T>() implements Outcome<T> {}

    /// Any other 4xx, 413 among them: hopeless to try again.
    ///
    /// @param why in words, without anything secret
    record Refused<T>(int code, String why) implements Outcome<T> {}
}
