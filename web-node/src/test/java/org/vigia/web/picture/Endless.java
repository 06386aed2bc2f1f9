package org.vigia.web.picture;

import java.io.InputStream;

/// The same bytes over and over.
final class Endless extends InputStream {
    private final byte[] pattern;
    private int at;

    Endless(byte[] pattern) {
        this.pattern = pattern;
    }

    @Override
    public int read() {
        return Byte.toUnsignedInt(pattern[at++ % pattern.length]);
    }

    @Override
    public int read(byte[] to, int from, int length) {
        for (int i = 0; i < length; i++) {
            to[from + i] = (byte) read();
        }
        return length;
    }
}
