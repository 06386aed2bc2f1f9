package org.vigia.camera.spool;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/// A film in the layout of docs/design/video.md, with frames of random bytes' size and no picture.
final class SmallFilm {
    static final int INIT = 48;
    static final int FRAME = 148;
    private static final int HEAD = 108;
    private static final int DURATION = 9000;

    private SmallFilm() {}

    /// @param n told from other films by it
    static byte[] of(int n, int frames) {
        ByteBuffer film = ByteBuffer.allocate(INIT + frames * FRAME);
        box(film, INIT / 2, "ftyp").position(INIT / 2);
        box(film, INIT / 2, "moov").position(INIT);
        for (int i = 0; i < frames; i++) {
            box(film, 100, "moof");
            box(film, 16, "mfhd").putInt(0).putInt(i + 1);
            box(film, 76, "traf");
            box(film, 16, "tfhd").putInt(0x020000).putInt(1);
            box(film, 20, "tfdt").putInt(0x0100_0000).putLong((long) i * DURATION);
            box(film, 32, "trun").putInt(0x000701).putInt(1).putInt(HEAD);
            film.putInt(DURATION).putInt(FRAME - HEAD).putInt(i == 0 ? 0x0200_0000 : 0x0101_0000);
            box(film, FRAME - HEAD + 8, "mdat");
            for (int end = film.position() + FRAME - HEAD; film.position() < end; ) {
                film.put((byte) (n + i));
            }
        }
        return film.array();
    }

    private static ByteBuffer box(ByteBuffer buffer, int size, String type) {
        return buffer.putInt(size).put(type.getBytes(StandardCharsets.US_ASCII));
    }
}
