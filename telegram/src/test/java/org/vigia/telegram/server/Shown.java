package org.vigia.telegram.server;

import java.time.Instant;
import java.util.List;

/// A message as a phone shows it now.
///
/// @param from the id of who sent it
/// @param byBot whether the bot did
/// @param kind `text`, `photo`, `video`, `animation`, `document`, or `service`
/// @param text without marks, or the caption of a file
/// @param format what is bold, linked and so on, as `type@offset+length` or with `=link`
/// @param replyTo the id of the message it replies to, or 0
/// @param buttons rows of buttons
/// @param earlier what text or caption said before it was edited, oldest first
/// @param file what comes with it, none or one
/// @param reactions of the bot
public record Shown(
        long chat,
        int id,
        long from,
        boolean byBot,
        Instant date,
        String kind,
        String text,
        List<String> format,
        int replyTo,
        List<List<Button>> buttons,
        List<String> earlier,
        List<Attachment> file,
        boolean silent,
        boolean pinned,
        List<String> reactions) {
    /// A button under a message.
    ///
    /// @param data what a press sends, or the empty string
    /// @param url where it leads, or the empty string
    public record Button(String text, String data, String url) {}

    /// A file of a message.
    public record Attachment(String name, int bytes, String sha256) {}

    public Shown {
        format = List.copyOf(format);
        buttons = List.copyOf(buttons);
        earlier = List.copyOf(earlier);
        file = List.copyOf(file);
        reactions = List.copyOf(reactions);
    }

    /// All buttons' texts, row by row.
    public List<String> buttonTexts() {
        return buttons.stream().flatMap(List::stream).map(Button::text).toList();
    }
}
