package org.vigia.camera.selftest;

import java.io.ByteArrayOutputStream;
import java.util.List;

/// A picture that no camera has taken: colour bars, a line of digits and a strip of noise, so that
/// no two are alike. A baseline JPEG (ITU-T T.81) whose every block is of one colour.
final class TestCard {
    static final int BLOCK = 8;
    static final int COLUMNS = 64;
    static final int ROWS = 36;

    /// How much noise it takes.
    static final int NOISE = COLUMNS * 8;

    private static final int TEXT_ROW = 20;
    private static final int NOISE_ROW = ROWS - NOISE / COLUMNS;
    private static final int DIGIT_WIDTH = 4;
    private static final int DIGIT_HEIGHT = 5;
    private static final String DIGITS = "0123456789-: ";

    // Five rows of three blocks each, from the upper left, a bit a block.
    private static final int[] SHAPES = {
        0b111_101_101_101_111, 0b010_110_010_010_111, 0b111_001_111_100_111, 0b111_001_111_001_111,
        0b101_101_111_001_001, 0b111_100_111_001_111, 0b111_100_111_101_111, 0b111_001_010_010_010,
        0b111_101_111_101_111, 0b111_101_111_001_111, 0b000_000_111_000_000, 0b000_010_000_010_000,
        0b000_000_000_000_000,
    };

    /// A colour as JFIF has it.
    private record Colour(int y, int cb, int cr) {}

    private static final Colour INK = new Colour(16, 128, 128);
    private static final Colour PAPER = new Colour(235, 128, 128);

    // White, yellow, cyan, green, magenta, red, blue, black.
    private static final List<Colour> BARS =
            List.of(
                    PAPER,
                    new Colour(210, 16, 146),
                    new Colour(170, 166, 16),
                    new Colour(145, 54, 34),
                    new Colour(106, 202, 222),
                    new Colour(81, 90, 240),
                    new Colour(41, 240, 110),
                    INK);

    private TestCard() {}

    /// Draws one.
    ///
    /// @param digits at most 16 of `0` to `9`, `-`, `:` and space
    /// @param noise [#NOISE] bytes
    static byte[] jpeg(String digits, byte[] noise) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes(new byte[] {(byte) 0xFF, (byte) 0xD8});
        segment(out, 0xE0, 'J', 'F', 'I', 'F', 0, 1, 1, 0, 0, 1, 0, 1, 0, 0);
        int[] table = new int[1 + BLOCK * BLOCK];
        java.util.Arrays.fill(table, 1, table.length, BLOCK);
        segment(out, 0xDB, table);
        int height = ROWS * BLOCK;
        int width = COLUMNS * BLOCK;
        segment(
                out,
                0xC0,
                8,
                height >> 8,
                height & 0xFF,
                width >> 8,
                width & 0xFF,
                3,
                1,
                0x11,
                0,
                2,
                0x11,
                0,
                3,
                0x11,
                0);
        // Annex K's table for DC of luminance; for AC a table that knows the block's end alone.
        segment(
                out, 0xC4, 0x00, 0, 1, 5, 1, 1, 1, 1, 1, 1, 0, 0, 0, 0, 0, 0, 0, 0, 1, 2, 3, 4, 5,
                6, 7, 8, 9, 10, 11);
        segment(out, 0xC4, 0x10, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0);
        segment(out, 0xDA, 3, 1, 0x00, 2, 0x00, 3, 0x00, 0, 63, 0);
        Scan scan = new Scan(out);
        for (int row = 0; row < ROWS; row++) {
            for (int column = 0; column < COLUMNS; column++) {
                scan.block(colour(digits, noise, row, column));
            }
        }
        scan.end();
        out.writeBytes(new byte[] {(byte) 0xFF, (byte) 0xD9});
        return out.toByteArray();
    }

    private static Colour colour(String digits, byte[] noise, int row, int column) {
        if (row >= NOISE_ROW) {
            return new Colour(noise[(row - NOISE_ROW) * COLUMNS + column] & 0xFF, 128, 128);
        }
        if (row < TEXT_ROW) {
            return BARS.get(column * BARS.size() / COLUMNS);
        }
        int line = row - TEXT_ROW - 1;
        int place = column / DIGIT_WIDTH;
        int inside = column % DIGIT_WIDTH;
        if (line < 0 || line >= DIGIT_HEIGHT || place >= digits.length() || inside == 3) {
            return INK;
        }
        int shape = SHAPES[DIGITS.indexOf(digits.charAt(place))];
        return ((shape >> (14 - line * 3 - inside)) & 1) == 1 ? PAPER : INK;
    }

    private static void segment(ByteArrayOutputStream out, int marker, int... content) {
        out.write(0xFF);
        out.write(marker);
        out.write((content.length + 2) >> 8);
        out.write(content.length + 2);
        for (int b : content) {
            out.write(b);
        }
    }

    /// The entropy-coded part.
    private static final class Scan {
        // Annex K: the codes of the categories 0 to 8, and their lengths.
        private static final int[] CODES = {0, 2, 3, 4, 5, 6, 14, 30, 62};
        private static final int[] LENGTHS = {2, 3, 3, 3, 3, 3, 4, 5, 6};

        private final ByteArrayOutputStream out;
        private final int[] former = new int[3];
        private int bits;
        private int count;

        Scan(ByteArrayOutputStream out) {
            this.out = out;
        }

        void block(Colour colour) {
            component(0, colour.y());
            component(1, colour.cb());
            component(2, colour.cr());
        }

        private void component(int which, int value) {
            int difference = value - 128 - former[which];
            former[which] = value - 128;
            int size = Integer.SIZE - Integer.numberOfLeadingZeros(Math.abs(difference));
            write(CODES[size], LENGTHS[size]);
            write(difference < 0 ? difference - 1 + (1 << size) : difference, size);
            // The block ends here.
            write(0, 1);
        }

        private void write(int code, int length) {
            for (int i = length - 1; i >= 0; i--) {
                bits = (bits << 1) | ((code >> i) & 1);
                count++;
                if (count == 8) {
                    out.write(bits);
                    if ((bits & 0xFF) == 0xFF) {
                        out.write(0);
                    }
                    bits = 0;
                    count = 0;
                }
            }
        }

        void end() {
            while (count != 0) {
                write(1, 1);
            }
        }
    }
}
