package org.vigia.camera.rpicam;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/// Cuts a byte stream with access unit delimiters into frames and takes the delimiters out. Knows
/// nothing else of H.264, and shares nothing with what it helps to test.
final class Frames {
    private static final int DELIMITER_BYTES = 6;

    private final InputStream in;
    private final ByteArrayOutputStream frame = new ByteArrayOutputStream();
    private int matched;

    Frames(InputStream in) {
        this.in = in;
    }

    /// The next frame; null at the end.
    byte @Nullable [] next() throws IOException {
        for (int b = in.read(); b >= 0; b = in.read()) {
            frame.write(b);
            matched =
                    switch (matched) {
                        case 0, 1, 2 -> b == 0 ? matched + 1 : 0;
                        case 3 -> b == 1 ? 4 : b == 0 ? 3 : 0;
                        default -> b == 9 ? 5 : 0;
                    };
            if (matched == 5) {
                matched = 0;
                // The delimiter's own byte is read with it.
                frame.write(in.read());
                byte[] all = frame.toByteArray();
                frame.reset();
                if (all.length > DELIMITER_BYTES) {
                    return java.util.Arrays.copyOf(all, all.length - DELIMITER_BYTES);
                }
            }
        }
        byte[] rest = frame.toByteArray();
        frame.reset();
        return rest.length == 0 ? null : rest;
    }
}
