package org.vigia.telegram.bot;

import java.nio.file.Path;
import java.util.List;
import java.util.OptionalLong;

/// What a bot is to say in a chat. Texts are plain: nothing in them is markup.
public sealed interface Message {
    /// The longest text, in UTF-16 units.
    int MAX_TEXT = 4096;

    /// The longest caption.
    int MAX_CAPTION = 1024;

    /// The largest film that a bot may send through Telegram's own server.
    long MAX_FILM_BYTES = 50_000_000;

    /// The largest picture.
    long MAX_PICTURE_BYTES = 10_000_000;

    /// The chat it goes to.
    long chat();

    /// Words of their own.
    ///
    /// @param buttons rows of buttons below, may be empty
    record Text(
            long chat, String text, OptionalLong reply, boolean silent, List<List<Button>> buttons)
            implements Message {
        /// @throws IllegalArgumentException when the text is empty or too long
        public Text {
            check(text, 1, MAX_TEXT);
            buttons = rows(buttons);
        }

        @Override
        public String toString() {
            return "Text";
        }
    }

    /// A picture.
    ///
    /// @param jpeg what to send
    /// @param caption may be empty
    record Photo(long chat, Upload jpeg, String caption, OptionalLong reply, boolean silent)
            implements Message {
        /// @throws IllegalArgumentException when the caption is too long
        public Photo {
            check(caption, 0, MAX_CAPTION);
        }

        @Override
        public String toString() {
            return "Photo";
        }
    }

    /// A film.
    ///
    /// @param mp4 what to send
    /// @param caption may be empty
    record Film(long chat, Upload mp4, String caption, OptionalLong reply, boolean silent)
            implements Message {
        /// @throws IllegalArgumentException when the caption is too long
        public Film {
            check(caption, 0, MAX_CAPTION);
        }

        @Override
        public String toString() {
            return "Film";
        }
    }

    /// New words for a message of the bot's own.
    ///
    /// @param message its id
    /// @param buttons what stands below from now on
    record Edit(long chat, long message, String text, List<List<Button>> buttons)
            implements Message {
        /// @throws IllegalArgumentException when the text is empty or too long
        public Edit {
            check(text, 1, MAX_TEXT);
            buttons = rows(buttons);
        }

        @Override
        public String toString() {
            return "Edit";
        }
    }

    /// A button below a message.
    ///
    /// @param label what stands on it
    /// @param press what pressing it asks for
    record Button(String label, Press press) {}

    /// Bytes to be sent: from memory, or from a file that stays until the answer has come.
    sealed interface Upload {
        /// Bytes in memory; not changed by anybody afterwards.
        record Bytes(byte[] content) implements Upload {
            @Override
            public String toString() {
                return "Bytes[" + content.length + "]";
            }
        }

        /// A file.
        record Stored(Path file) implements Upload {}
    }

    private static void check(String text, int min, int max) {
        if (text.length() < min || text.length() > max) {
            throw new IllegalArgumentException(
                    "a text of %d characters; %d to %d are allowed"
                            .formatted(text.length(), min, max));
        }
    }

    private static List<List<Button>> rows(List<List<Button>> buttons) {
        return buttons.stream().map(List::copyOf).toList();
    }
}
