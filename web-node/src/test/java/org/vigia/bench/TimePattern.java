package org.vigia.bench;

import java.time.Instant;
import java.util.Arrays;
import java.util.OptionalInt;

/// A time drawn into a picture as two rows of light and dark blocks, large enough to survive H.264
/// and JPEG: 32 bits of time and 16 bits to tell it from anything else, highest bits first.
final class TimePattern {
    /// The edge of a block in pixels, a multiple of both codecs' blocks.
    static final int BLOCK = 32;

    static final int COLUMNS = 24;
    static final int ROWS = 2;

    private static final int DARK = 48;
    private static final int LIGHT = 208;
    private static final int NEUTRAL = 128;
    private static final int MARGIN = 32;
    private static final int VALUE_BITS = 32;
    private static final int CHECK_BITS = 16;

    private TimePattern() {}

    /// A moment in tenths of a millisecond, its low 32 bits: unique for five days.
    static int tenths(Instant moment) {
        return (int) (moment.getEpochSecond() * 10_000 + moment.getNano() / 100_000);
    }

    /// Draws `tenths` into a picture in planar YUV 4:2:0.
    static void stamp(byte[] picture, int width, int height, int tenths) {
        long bits = ((long) tenths << CHECK_BITS) | check(tenths);
        for (int y = 0; y < ROWS * BLOCK; y++) {
            for (int column = 0; column < COLUMNS; column++) {
                int from = y * width + column * BLOCK;
                byte level = (byte) (bit(bits, y / BLOCK, column) ? LIGHT : DARK);
                Arrays.fill(picture, from, from + BLOCK, level);
            }
        }
        for (int plane = 0; plane < 2; plane++) {
            int start = width * height + plane * (width / 2) * (height / 2);
            for (int y = 0; y < ROWS * BLOCK / 2; y++) {
                int from = start + y * (width / 2);
                Arrays.fill(picture, from, from + COLUMNS * BLOCK / 2, (byte) NEUTRAL);
            }
        }
    }

    /// Reads the time from a picture whose first plane is its brightness; empty where there is
    /// none.
    static OptionalInt read(byte[] picture, int width) {
        long bits = 0;
        for (int row = 0; row < ROWS; row++) {
            for (int column = 0; column < COLUMNS; column++) {
                int level = level(picture, width, row, column);
                if (Math.abs(level - NEUTRAL) < MARGIN) {
                    return OptionalInt.empty();
                }
                bits = bits << 1 | (level > NEUTRAL ? 1 : 0);
            }
        }
        int tenths = (int) (bits >>> CHECK_BITS);
        return (bits & 0xFFFF) == check(tenths) ? OptionalInt.of(tenths) : OptionalInt.empty();
    }

    private static boolean bit(long bits, int row, int column) {
        return (bits >>> (VALUE_BITS + CHECK_BITS - 1 - row * COLUMNS - column) & 1) != 0;
    }

    private static int level(byte[] picture, int width, int row, int column) {
        int sum = 0;
        for (int y = BLOCK / 4; y < BLOCK * 3 / 4; y++) {
            for (int x = BLOCK / 4; x < BLOCK * 3 / 4; x++) {
                sum += picture[(row * BLOCK + y) * width + column * BLOCK + x] & 0xFF;
            }
        }
        return sum / (BLOCK / 2 * BLOCK / 2);
    }

    // Not zero for zero, or a black picture would be a time.
    private static int check(int tenths) {
        return ((tenths * 0x9E3779B1) >>> CHECK_BITS) ^ 0x5A5A;
    }
}
