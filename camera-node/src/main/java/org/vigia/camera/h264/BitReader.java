package org.vigia.camera.h264;

/// Reads the bits of a NAL unit's payload, emulation prevention bytes left out (7.3.1).
final class BitReader {
    private final byte[] bytes;
    private int at;
    private int bit;
    private int zeros;

    /// @param from where the payload begins, after the header
    BitReader(byte[] bytes, int from) {
        this.bytes = bytes;
        this.at = from;
    }

    int bit() throws MalformedVideoException {
        if (bit == 0 && zeros >= 2 && at < bytes.length && bytes[at] == 3) {
            at++;
            zeros = 0;
        }
        if (at >= bytes.length) {
            throw new MalformedVideoException(
                    "a parameter set of %d bytes ends too early".formatted(bytes.length));
        }
        int value = bytes[at] >> (7 - bit) & 1;
        if (++bit == 8) {
            zeros = bytes[at] == 0 ? zeros + 1 : 0;
            bit = 0;
            at++;
        }
        return value;
    }

    int bits(int count) throws MalformedVideoException {
        int value = 0;
        for (int i = 0; i < count; i++) {
            value = value << 1 | bit();
        }
        return value;
    }

    boolean flag() throws MalformedVideoException {
        return bit() == 1;
    }

    /// ue(v), 9.1, at most 2^31 − 2.
    int unsigned() throws MalformedVideoException {
        int leading = 0;
        while (bit() == 0) {
            if (++leading > 30) {
                throw new MalformedVideoException("a number of more than 31 bits");
            }
        }
        return (1 << leading) - 1 + bits(leading);
    }

    /// ue(v) of at most `max`.
    int unsigned(String name, int max) throws MalformedVideoException {
        int value = unsigned();
        if (value > max) {
            throw new MalformedVideoException(
                    "%s is %d, at most %d is allowed".formatted(name, value, max));
        }
        return value;
    }

    /// se(v), 9.1.1.
    int signed() throws MalformedVideoException {
        int code = unsigned();
        return (code & 1) == 1 ? (code >>> 1) + 1 : -(code >>> 1);
    }
}
