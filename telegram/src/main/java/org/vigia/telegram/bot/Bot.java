package org.vigia.telegram.bot;

import java.time.Duration;
import java.util.List;

/// A bot at Telegram's Bot API. Each call is one request and waits for its answer, as long as the
/// lane of its kind allows; nothing is repeated here. Safe for use by several threads, but for
/// [#updates], which one thread calls.
///
/// No outcome, exception or log line holds the token, a chat's or a person's id.
public interface Bot extends AutoCloseable {
    /// Who the token belongs to.
    ///
    /// @throws InterruptedException when interrupted while waiting; the request is given up
    Outcome<Identity> whoAmI() throws InterruptedException;

    /// Sends or edits a message. Where the limits of its chat are used up nothing is sent and the
    /// outcome is [Outcome.Limited], just as where Telegram says so.
    ///
    /// @return the message's id
    /// @throws InterruptedException as [#whoAmI]; the message may have been sent
    Outcome<Long> send(Message message) throws InterruptedException;

    /// Waits for what people write and press.
    ///
    /// @param offset the id of the first update wanted; older ones are forgotten by Telegram
    /// @param wait how long Telegram may hold the request open, at most 50 s
    /// @throws InterruptedException as [#whoAmI]
    Outcome<Updates> updates(long offset, Duration wait) throws InterruptedException;

    /// Answers the press of a button.
    ///
    /// @param press its id
    /// @param text what is shown, at most 200 characters; empty for nothing
    /// @param loud whether it must be closed by hand instead of fading
    /// @throws InterruptedException as [#whoAmI]
    Outcome<Boolean> answerPress(String press, String text, boolean loud)
            throws InterruptedException;

    /// Sets the menu of commands.
    ///
    /// @param language two letters; empty for everybody whose language has no menu of its own
    /// @throws InterruptedException as [#whoAmI]
    Outcome<Boolean> commands(String language, List<Command> commands) throws InterruptedException;

    /// Ends every request that waits; those who made them see [Outcome.Unreachable].
    @Override
    void close();

    /// A line of the menu.
    ///
    /// @param name without the slash
    /// @param description at most 256 characters
    record Command(String name, String description) {}

    /// Who the bot is.
    ///
    /// @param name its user name, without the `@`
    record Identity(long id, String name) {
        @Override
        public String toString() {
            return "@" + name;
        }
    }
}
