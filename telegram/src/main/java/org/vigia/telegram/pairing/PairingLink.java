package org.vigia.telegram.pairing;

import java.util.regex.Pattern;

/// A deep link that opens the chat with a bot and, at a touch of *Start*, gives it an invitation's
/// code.
///
/// @see <a href="https://core.telegram.org/api/links#bot-links">Bot links</a>
public final class PairingLink {
    private static final Pattern BOT = Pattern.compile("[A-Za-z0-9_]{1,64}");
    private static final Pattern CODE = Pattern.compile("[A-Za-z0-9_-]{1,64}");

    private final String url;
    private final QrPicture picture;

    /// @param bot the bot's user name, without the `@`
    /// @param code the invitation's
    /// @throws IllegalArgumentException when a deep link cannot hold one of them
    public PairingLink(String bot, String code) {
        if (!BOT.matcher(bot).matches()) {
            throw new IllegalArgumentException("not a bot's user name");
        }
        if (!CODE.matcher(code).matches()) {
            throw new IllegalArgumentException("not a code that a deep link can hold");
        }
        this.url = "https://t.me/%s?start=%s".formatted(bot, code);
        this.picture = new QrPicture(url);
    }

    /// The link itself.
    public String url() {
        return url;
    }

    /// The QR code for a terminal.
    public String forTerminal() {
        return picture.forTerminal();
    }

    /// The QR code as an SVG document.
    public String svg() {
        return picture.svg();
    }

    /// Without the code.
    @Override
    public String toString() {
        return "PairingLink";
    }
}
