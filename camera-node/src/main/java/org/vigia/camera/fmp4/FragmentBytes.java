package org.vigia.camera.fmp4;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.vigia.camera.h264.AccessUnit;
import org.vigia.camera.h264.NalType;

/// The bytes of a fragment: `moof` of 100 bytes, then `mdat` with one sample (the layout stands in
/// `docs/design/video.md`; boxes: ISO/IEC 14496-12, 8.8).
public final class FragmentBytes {
    /// Length of everything before the sample: `moof` and the head of `mdat`.
    public static final int HEAD = 108;

    private static final int MOOF = 100;
    private static final int MDAT_HEAD = 8;
    private static final int SEQUENCE_AT = 20;
    private static final int TIME_AT = 60;
    private static final int KEY = 0x0200_0000;
    private static final int NOT_KEY = 0x0101_0000;

    private FragmentBytes() {}

    /// Makes the fragment of `unit`, without its access unit delimiters and parameter sets.
    ///
    /// @param sequence for `mfhd`, from 1 (its low 32 bits are written)
    /// @param time in ticks, for `tfdt`
    /// @param duration in ticks
    /// @throws IllegalArgumentException when nothing of the access unit belongs into a sample
    public static byte[] of(AccessUnit unit, long sequence, long time, int duration) {
        int size = 0;
        for (int i = 0; i < unit.count(); i++) {
            size += inSample(unit.type(i)) ? 4 + unit.length(i) : 0;
        }
        if (size == 0) {
            throw new IllegalArgumentException("an access unit without a picture");
        }
        ByteBuffer out = ByteBuffer.allocate(HEAD + size);
        box(out, MOOF, "moof");
        box(out, 16, "mfhd").putInt(0).putInt((int) sequence);
        box(out, MOOF - 24, "traf");
        box(out, 16, "tfhd").putInt(0x020000).putInt(1);
        box(out, 20, "tfdt").putInt(0x01000000).putLong(time);
        box(out, 32, "trun").putInt(0x000701).putInt(1).putInt(HEAD);
        out.putInt(duration).putInt(size).putInt(unit.key() ? KEY : NOT_KEY);
        box(out, MDAT_HEAD + size, "mdat");
        for (int i = 0; i < unit.count(); i++) {
            if (inSample(unit.type(i))) {
                out.putInt(unit.length(i)).put(unit.bytes(), unit.offset(i), unit.length(i));
            }
        }
        return out.array();
    }

    /// The first [#HEAD] bytes of `fragment` with another sequence number and time.
    ///
    /// @throws IllegalArgumentException when `fragment` is not of this layout
    public static byte[] rebasedHead(byte[] fragment, long sequence, long time) {
        check(fragment);
        byte[] head = Arrays.copyOf(fragment, HEAD);
        ByteBuffer.wrap(head).putInt(SEQUENCE_AT, (int) sequence).putLong(TIME_AT, time);
        return head;
    }

    /// Checks that `fragment` has this layout.
    ///
    /// @throws IllegalArgumentException when it has not
    static void check(byte[] fragment) {
        if (fragment.length <= HEAD
                || !is(fragment, 0, "moof")
                || !is(fragment, 8, "mfhd")
                || !is(fragment, 48, "tfdt")
                || !is(fragment, MOOF, "mdat")
                || ByteBuffer.wrap(fragment).getInt(MOOF) != fragment.length - MOOF) {
            throw new IllegalArgumentException(
                    "not a fragment of one frame: %d bytes".formatted(fragment.length));
        }
    }

    private static boolean inSample(int type) {
        return type != NalType.AUD && type != NalType.SPS && type != NalType.PPS;
    }

    private static ByteBuffer box(ByteBuffer out, int size, String type) {
        return out.putInt(size).put(type.getBytes(StandardCharsets.US_ASCII));
    }

    static boolean is(byte[] bytes, int box, String type) {
        for (int i = 0; i < 4; i++) {
            if (box + 4 + i >= bytes.length || bytes[box + 4 + i] != type.charAt(i)) {
                return false;
            }
        }
        return true;
    }
}
