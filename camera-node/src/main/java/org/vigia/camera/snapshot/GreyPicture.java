package org.vigia.camera.snapshot;

import java.util.zip.CRC32;

/// A key frame reduced to 160 by 90 grey dots, whatever its own size and shape: enough to tell
/// whether a camera still sees what it saw.
public final class GreyPicture {
    public static final int WIDTH = 160;
    public static final int HEIGHT = 90;

    private final byte[] dots;

    /// @param dots row by row, a byte each, 0 black to 255 white
    /// @throws IllegalArgumentException when their number is another
    public GreyPicture(byte[] dots) {
        if (dots.length != WIDTH * HEIGHT) {
            throw new IllegalArgumentException("a grey picture of %d dots".formatted(dots.length));
        }
        this.dots = dots.clone();
    }

    /// The brightness of one dot, 0 to 255.
    public int at(int x, int y) {
        return dots[y * WIDTH + x] & 0xFF;
    }

    /// A number that two pictures share when they are the same, and otherwise do not but by chance.
    public long fingerprint() {
        CRC32 sum = new CRC32();
        sum.update(dots);
        return sum.getValue();
    }
}
