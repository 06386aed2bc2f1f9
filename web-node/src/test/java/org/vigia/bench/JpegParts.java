package org.vigia.bench;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// Reads the JPEGs of ffmpeg's `mpjpeg` output. Each carries its length, so it is handed on at its
/// last byte.
final class JpegParts {
    private static final String LENGTH = "content-length:";

    private final InputStream in;

    JpegParts(InputStream in) {
        this.in = new BufferedInputStream(in, 1 << 16);
    }

    /// The next JPEG; null at the end.
    byte @Nullable [] next() throws IOException {
        int length = 0;
        for (String line = line(); line != null; line = line()) {
            if (line.isEmpty() && length > 0) {
                byte[] jpeg = in.readNBytes(length);
                return jpeg.length == length ? jpeg : null;
            }
            if (line.toLowerCase(Locale.ROOT).startsWith(LENGTH)) {
                length = Integer.parseInt(line.substring(LENGTH.length()).trim());
            }
        }
        return null;
    }

    private @Nullable String line() throws IOException {
        StringBuilder line = new StringBuilder();
        for (int c = in.read(); c >= 0; c = in.read()) {
            if (c == '\n') {
                return line.toString().strip();
            }
            line.append((char) c);
        }
        return null;
    }
}
