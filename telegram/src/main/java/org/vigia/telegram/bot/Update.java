package org.vigia.telegram.bot;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// Something that a person did in a chat with the bot.
public sealed interface Update {
    /// Its number; Telegram's numbers go up.
    long id();

    /// Somebody wrote.
    ///
    /// @param message the message's own number in its chat
    /// @param sent when, by Telegram's clock
    record Written(long id, Chat chat, Person from, long message, Instant sent, String text)
            implements Update {
        @Override
        public String toString() {
            return "Written[id=%d]".formatted(id);
        }
    }

    /// Somebody pressed a button.
    ///
    /// @param press what [Bot#answerPress] answers to
    /// @param chat where the button stands; null where Telegram does not say
    /// @param message the message it stands under, 0 where Telegram does not say
    /// @param data what the button carries
    record Pressed(
            long id, String press, @Nullable Chat chat, long message, Person from, String data)
            implements Update {
        @Override
        public String toString() {
            return "Pressed[id=%d]".formatted(id);
        }
    }

    /// A group has become a supergroup and has another id.
    record GroupMoved(long id, long from, long to) implements Update {
        @Override
        public String toString() {
            return "GroupMoved[id=%d]".formatted(id);
        }
    }

    /// The bot was added to a chat or may write there again, or no more.
    ///
    /// @param member whether it may write there
    record Membership(long id, Chat chat, Person from, boolean member) implements Update {
        @Override
        public String toString() {
            return "Membership[id=%d]".formatted(id);
        }
    }

    /// Anything else; of no interest, but its number counts.
    record Other(long id) implements Update {}

    /// Where something was said.
    ///
    /// @param group whether it is a group; else it is a person's own chat with the bot
    /// @param title a group's; empty for a person's own chat
    record Chat(long id, boolean group, String title) {
        @Override
        public String toString() {
            return group ? "group" : "chat";
        }
    }

    /// Who did something.
    ///
    /// @param name the first name that they gave themselves
    /// @param language two letters or more, as their app says; empty where it does not
    /// @param bot whether it is none
    record Person(long id, String name, String language, boolean bot) {
        @Override
        public String toString() {
            return "person";
        }
    }
}
