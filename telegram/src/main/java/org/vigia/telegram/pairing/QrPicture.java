package org.vigia.telegram.pairing;

import io.nayuki.qrcodegen.QrCode;

/// A text as a QR code, black on white with the margin that readers need.
public final class QrPicture {
    // ISO/IEC 18004, 9.1: a light margin of four modules.
    private static final int MARGIN = 4;

    private final QrCode code;

    /// @param text a link, as a rule
    /// @throws io.nayuki.qrcodegen.DataTooLongException above some 2,300 bytes
    public QrPicture(String text) {
        this.code = QrCode.encodeText(text, QrCode.Ecc.MEDIUM);
    }

    /// For a terminal, two modules a character high: black on white, whatever colours the terminal
    /// has.
    public String forTerminal() {
        StringBuilder text = new StringBuilder();
        int end = code.size + MARGIN;
        for (int y = -MARGIN; y < end; y += 2) {
            text.append("\u001b[30;107m");
            for (int x = -MARGIN; x < end; x++) {
                text.append(module(code.getModule(x, y), code.getModule(x, y + 1)));
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

    /// An SVG document of one path.
    public String svg() {
        int side = code.size + 2 * MARGIN;
        StringBuilder path = new StringBuilder();
        for (int y = 0; y < code.size; y++) {
            for (int x = 0; x < code.size; x++) {
                if (code.getModule(x, y)) {
                    path.append("M%d,%dh1v1h-1z".formatted(x + MARGIN, y + MARGIN));
                }
            }
        }
        return ("<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %1$d %1$d\""
                        + " shape-rendering=\"crispEdges\"><path fill=\"#fff\""
                        + " d=\"M0,0h%1$dv%1$dH0z\"/><path d=\"%2$s\"/></svg>")
                .formatted(side, path);
    }

    /// Without the text, which may be a secret.
    @Override
    public String toString() {
        return "QrPicture";
    }
}
