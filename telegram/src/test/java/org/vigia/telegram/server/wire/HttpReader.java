package org.vigia.telegram.server.wire;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.ProtocolException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Reads requests off a connection (RFC 9112): heads, bodies of known length, bodies in chunks.
final class HttpReader {
    private static final int LONGEST_LINE = 64 * 1024;

    private final InputStream in;

    HttpReader(InputStream in) {
        this.in = in;
    }

    /// The next request, or null where the client has hung up.
    @Nullable HttpRequest next() throws IOException {
        String line = line();
        if (line == null || line.isEmpty()) {
            return null;
        }
        String[] parts = line.split(" ", -1);
        if (parts.length != 3 || !parts[2].startsWith("HTTP/1.")) {
            throw new ProtocolException("no request line: " + line);
        }
        Map<String, String> headers = new HashMap<>();
        for (String header = line(); header != null && !header.isEmpty(); header = line()) {
            int colon = header.indexOf(':');
            if (colon < 1) {
                throw new ProtocolException("no header: " + header);
            }
            headers.put(
                    header.substring(0, colon).toLowerCase(Locale.ROOT),
                    header.substring(colon + 1).strip());
        }
        int mark = parts[1].indexOf('?');
        boolean chunked = headers.getOrDefault("transfer-encoding", "").contains("chunked");
        long length = chunked ? -1 : Long.parseLong(headers.getOrDefault("content-length", "0"));
        return new HttpRequest(
                parts[0],
                mark < 0 ? parts[1] : parts[1].substring(0, mark),
                mark < 0 ? "" : parts[1].substring(mark + 1),
                headers,
                length,
                chunked ? new Chunks() : new Counted(length));
    }

    private @Nullable String line() throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        for (int b = in.read(); b != '\n'; b = in.read()) {
            if (b < 0) {
                return null;
            }
            if (line.size() > LONGEST_LINE) {
                throw new ProtocolException("a line without end");
            }
            line.write(b);
        }
        String text = line.toString(StandardCharsets.ISO_8859_1);
        return text.endsWith("\r") ? text.substring(0, text.length() - 1) : text;
    }

    private abstract static class Body extends InputStream {
        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public abstract int read(byte[] to, int at, int length) throws IOException;
    }

    private final class Counted extends Body {
        private long left;

        Counted(long left) {
            this.left = left;
        }

        @Override
        public int read(byte[] to, int at, int length) throws IOException {
            if (left == 0) {
                return -1;
            }
            int n = in.read(to, at, (int) Math.min(length, left));
            if (n < 0) {
                throw new ProtocolException("the body lacks %d bytes".formatted(left));
            }
            left -= n;
            return n;
        }
    }

    private final class Chunks extends Body {
        private long left;
        private boolean ended;

        @Override
        public int read(byte[] to, int at, int length) throws IOException {
            if (left == 0 && !ended) {
                begin();
            }
            if (ended) {
                return -1;
            }
            int n = in.read(to, at, (int) Math.min(length, left));
            if (n < 0) {
                throw new ProtocolException("the chunk lacks %d bytes".formatted(left));
            }
            left -= n;
            if (left == 0) {
                line();
            }
            return n;
        }

        private void begin() throws IOException {
            String size = line();
            if (size == null) {
                throw new ProtocolException("the last chunk is missing");
            }
            left = Long.parseLong(size.split(";", 2)[0].strip(), 16);
            if (left == 0) {
                for (String trailer = line(); trailer != null && !trailer.isEmpty(); ) {
                    trailer = line();
                }
                ended = true;
            }
        }
    }
}
