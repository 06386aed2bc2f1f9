package org.vigia.web.picture;

import java.util.Optional;
import org.vigia.web.picture.Picture.Jpeg;

/// Takes a JPEG apart without decoding it. What comes out of the cage may have been written by
/// whoever made the bytes that went in, so only the plainest form passes: one baseline picture of
/// known size, no metadata, nothing behind it (ITU-T T.81, annex B).
final class BaselineJpeg {
    private static final int APP0 = 0xE0;
    private static final int QUANTIZATION = 0xDB;
    private static final int BASELINE = 0xC0;
    private static final int HUFFMAN = 0xC4;
    private static final int RESTART_INTERVAL = 0xDD;
    private static final int SCAN = 0xDA;
    private static final int END = 0xD9;

    private final byte[] bytes;
    private int at = 2;
    private int width;
    private int height;

    private BaselineJpeg(byte[] bytes) {
        this.bytes = bytes;
    }

    /// Reads what a decoder has written.
    ///
    /// @param bound for width and height
    /// @return the picture, or empty when the bytes are not one
    static Optional<Jpeg> read(byte[] bytes, int bound) {
        BaselineJpeg jpeg = new BaselineJpeg(bytes);
        boolean fine =
                jpeg.number(0) == 0xFFD8
                        && jpeg.headers()
                        && jpeg.scan()
                        && jpeg.width >= 1
                        && jpeg.width <= bound
                        && jpeg.height >= 1
                        && jpeg.height <= bound;
        return fine ? Optional.of(new Jpeg(bytes, jpeg.width, jpeg.height)) : Optional.empty();
    }

    /// Passes all segments up to and with the scan's header.
    private boolean headers() {
        while (true) {
            int marker = number(at) - 0xFF00;
            int length = number(at + 2);
            int end = at + 2 + length;
            if (length < 2 || end > bytes.length || !allowed(marker, length)) {
                return false;
            }
            at = end;
            if (marker == SCAN) {
                return true;
            }
        }
    }

    private boolean allowed(int marker, int length) {
        return switch (marker) {
            // JFIF without its thumbnail.
            case APP0 -> length == 16;
            case QUANTIZATION, HUFFMAN -> true;
            case RESTART_INTERVAL -> length == 4;
            case BASELINE -> frame(length);
            case SCAN -> width > 0;
            default -> false;
        };
    }

    private boolean frame(int length) {
        boolean fine = width == 0 && length == 17 && bytes[at + 4] == 8 && bytes[at + 9] == 3;
        if (fine) {
            height = number(at + 5);
            width = number(at + 7);
        }
        return fine;
    }

    /// Passes the entropy-coded data: no marker in it but restarts, and the end is the end.
    private boolean scan() {
        while (at + 1 < bytes.length) {
            int marker = number(at) - 0xFF00;
            if (marker == END) {
                return at + 2 == bytes.length;
            }
            boolean restart = marker >= 0xD0 && marker <= 0xD7;
            if (marker > 0 && !restart) {
                return false;
            }
            at += marker < 0 ? 1 : 2;
        }
        return false;
    }

    /// Two bytes at `index`, or -1 behind the end.
    private int number(int index) {
        return index + 1 < bytes.length
                ? Byte.toUnsignedInt(bytes[index]) << 8 | Byte.toUnsignedInt(bytes[index + 1])
                : -1;
    }
}
