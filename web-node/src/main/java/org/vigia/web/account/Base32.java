package org.vigia.web.account;

import java.io.ByteArrayOutputStream;

/// Base 32 without padding, as authenticator apps take secrets.
///
/// @see <a href="https://www.rfc-editor.org/rfc/rfc4648#section-6">RFC 4648, section 6</a>
final class Base32 {
    private static final String ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

    private Base32() {}

    static String text(byte[] bytes) {
        StringBuilder text = new StringBuilder();
        int bits = 0;
        int held = 0;
        for (byte b : bytes) {
            held = (held << 8) | (b & 0xff);
            bits += 8;
            while (bits >= 5) {
                bits -= 5;
                text.append(ALPHABET.charAt((held >> bits) & 31));
            }
            held &= (1 << bits) - 1;
        }
        if (bits > 0) {
            text.append(ALPHABET.charAt((held << (5 - bits)) & 31));
        }
        return text.toString();
    }

    /// @throws IllegalArgumentException when it is none
    static byte[] bytes(String text) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        int bits = 0;
        int held = 0;
        for (int i = 0; i < text.length(); i++) {
            int value = ALPHABET.indexOf(text.charAt(i));
            if (value < 0) {
                throw new IllegalArgumentException("not base 32");
            }
            held = (held << 5) | value;
            bits += 5;
            if (bits >= 8) {
                bits -= 8;
                bytes.write(held >> bits);
                held &= (1 << bits) - 1;
            }
        }
        return bytes.toByteArray();
    }
}
