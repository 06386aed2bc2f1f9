package org.vigia.camera.snapshot;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Locale;
import java.util.Optional;

/// Reads what ffmpeg's `mpjpeg` writes: parts with header lines, a `Content-length` among them, and
/// a JPEG.
final class MultipartJpegs implements PictureReader {
    private static final int MAX_PICTURE = 32 << 20;
    private static final int MAX_LINE = 256;
    private static final int MAX_LINES = 32;
    private static final String LENGTH = "content-length:";

    private final InputStream in;

    MultipartJpegs(InputStream in) {
        this.in = in;
    }

    /// @throws IOException when the stream fails, ends within a picture, or is not of this form
    @Override
    public Optional<byte[]> next() throws IOException {
        int length = -1;
        for (int lines = 0; lines < MAX_LINES; lines++) {
            Optional<String> line = line();
            if (line.isEmpty()) {
                return Optional.empty();
            }
            String text = line.get().toLowerCase(Locale.ROOT);
            if (text.startsWith(LENGTH)) {
                length = length(text.substring(LENGTH.length()).strip());
            } else if (text.isEmpty() && length >= 0) {
                return Optional.of(picture(length));
            }
        }
        throw new IOException("no picture within %d header lines".formatted(MAX_LINES));
    }

    private static int length(String text) throws IOException {
        if (!text.matches("[0-9]{1,9}")) {
            throw new IOException("not a length: " + text);
        }
        int length = Integer.parseInt(text);
        if (length < 1 || length > MAX_PICTURE) {
            throw new IOException("a picture of %d bytes".formatted(length));
        }
        return length;
    }

    private byte[] picture(int length) throws IOException {
        byte[] picture = in.readNBytes(length);
        if (picture.length < length) {
            throw new EOFException("the stream ends within a picture");
        }
        return picture;
    }

    private Optional<String> line() throws IOException {
        StringBuilder line = new StringBuilder();
        for (int b = in.read(); b >= 0; b = in.read()) {
            if (b == '\n') {
                return Optional.of(line.toString().strip());
            }
            if (line.length() == MAX_LINE) {
                throw new IOException("a header line of more than %d bytes".formatted(MAX_LINE));
            }
            line.append((char) b);
        }
        return Optional.empty();
    }
}
