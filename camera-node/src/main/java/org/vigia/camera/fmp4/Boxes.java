package org.vigia.camera.fmp4;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/// Writes nested MP4 boxes (ISO/IEC 14496-12, 4.2): a size is known when its box is closed.
final class Boxes {
    /// A place to write a box's content.
    interface Content {
        void into(Boxes boxes);
    }

    private final ByteArrayOutputStream out = new ByteArrayOutputStream(1024);

    Boxes box(String type, Content content) {
        Boxes inner = new Boxes();
        content.into(inner);
        byte[] bytes = inner.bytes();
        return u32(bytes.length + 8).text(type).put(bytes);
    }

    Boxes fullBox(String type, int version, int flags, Content content) {
        return box(type, b -> content.into(b.u32(version << 24 | flags)));
    }

    Boxes u8(int value) {
        out.write(value);
        return this;
    }

    Boxes u16(int value) {
        return u8(value >> 8).u8(value);
    }

    Boxes u32(int value) {
        return u16(value >> 16).u16(value);
    }

    Boxes zeros(int count) {
        return put(new byte[count]);
    }

    Boxes text(String ascii) {
        return put(ascii.getBytes(StandardCharsets.US_ASCII));
    }

    Boxes put(byte[] bytes) {
        out.writeBytes(bytes);
        return this;
    }

    byte[] bytes() {
        return out.toByteArray();
    }
}
