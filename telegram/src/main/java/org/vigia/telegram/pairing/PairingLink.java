package org.vigia.telegram.pairing;

import io.nayuki.qrcodegen.QrCode;
import java.util.regex.Pattern;

/// A deep link that opens the chat with a bot and, at a touch of *Start*, gives it an invitation's
/// code.
///
/// @see <a href="https://core.telegram.org/api/links#bot-links">Bot links</a>
public final class PairingLink {
    private static final Pattern BOT = Pattern.compile("[A-Za-z0-9_]{1,64}");
    private static final Pattern CODE = Pattern.compile("[A-Za-z0-9_-]{1,64}");

    // ISO/IEC 18004, 9.1: a light margin of four modules.
    private static final int MARGIN = 4;

    private final String url;
    private final QrCode picture;

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
        this.picture = QrCode.encodeText(url, QrCode.Ecc.MEDIUM);
    }

    /// The link itself.
    public String url() {
        return url;
    }

    /// The QR code for a terminal, two modules a character high: black on white, whatever colours
    /// the terminal has.
    public String forTerminal() {
        StringBuilder text = new StringBuilder();
        int end = picture.size + MARGIN;
        for (int y = -MARGIN; y < end; y += 2) {
            text.append("\u001b[30;107m");
            for (int x = -MARGIN; x < end; x++) {
                text.append(module(picture.getModule(x, y), picture.getModule(x, y + 1)));
            }
            text.append("\u001b[0m\n");
        }
        return text.toString();
    }

    private static char module(boolean upper, boolean lower) {
        if (upper) {
            return lower ? '█' : '▀';
        }
        return lower ? '▄' : ' ';
    }

    /// The QR code as an SVG document of one path, black on white.
    public String svg() {
        int side = picture.size + 2 * MARGIN;
        StringBuilder path = new StringBuilder();
        for (int y = 0; y < picture.size; y++) {
            for (int x = 0; x < picture.size; x++) {
                if (picture.getModule(x, y)) {
                    path.append("M%d,%dh1v1h-1z".formatted(x + MARGIN, y + MARGIN));
                }
            }
        }
        return ("<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %1$d %1$d\""
                        + " shape-rendering=\"crispEdges\"><path fill=\"#fff\""
                        + " d=\"M0,0h%1$dv%1$dH0z\"/><path d=\"%2$s\"/></svg>")
                .formatted(side, path);
    }

    /// Without the code.
    @Override
    public String toString() {
        return "PairingLink";
    }
}
