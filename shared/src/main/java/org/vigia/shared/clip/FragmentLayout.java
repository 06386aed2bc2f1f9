package org.vigia.shared.clip;

import java.nio.ByteBuffer;
import java.util.Arrays;

/// Where things stand in a fragment: `moof` of 100 bytes, then `mdat` with one sample (the layout
/// stands in `docs/design/video.md`; boxes: ISO/IEC 14496-12, 8.8).
public final class FragmentLayout {
    /// Length of `moof`.
    public static final int MOOF = 100;

    /// Length of everything before the sample: `moof` and the head of `mdat`.
    public static final int HEAD = 108;

    static final int TIME_AT = 60;
    static final int DURATION_AT = 88;
    private static final int SIZE_AT = 92;
    private static final int FLAGS_AT = 96;
    private static final int KEY = 0x0200_0000;
    private static final int NOT_KEY = 0x0101_0000;
    private static final int SEQUENCE_AT = 20;

    private FragmentLayout() {}

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
    public static void check(byte[] fragment) {
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

    /// Whether `head`, of [#HEAD] bytes or more, has this layout in every byte that does not differ
    /// from frame to frame, and the length that it gives its sample twice is one.
    static boolean isHead(byte[] head) {
        ByteBuffer buffer = ByteBuffer.wrap(head);
        int flags = buffer.getInt(FLAGS_AT);
        return isBox(head, 0, MOOF, "moof")
                && isBox(head, 8, 16, "mfhd")
                && buffer.getInt(16) == 0
                && isBox(head, 24, MOOF - 24, "traf")
                && isBox(head, 32, 16, "tfhd")
                && buffer.getInt(40) == 0x020000
                && buffer.getInt(44) == 1
                && isBox(head, 48, 20, "tfdt")
                && buffer.getInt(56) == 0x01000000
                && isBox(head, 68, 32, "trun")
                && buffer.getInt(76) == 0x000701
                && buffer.getInt(80) == 1
                && buffer.getInt(84) == HEAD
                && (flags == KEY || flags == NOT_KEY)
                && is(head, MOOF, "mdat")
                && buffer.getInt(MOOF) == buffer.getInt(SIZE_AT) + HEAD - MOOF;
    }

    private static boolean isBox(byte[] head, int at, int size, String type) {
        return ByteBuffer.wrap(head).getInt(at) == size && is(head, at, type);
    }

    /// Whether a box of `type` begins at `box`.
    public static boolean is(byte[] bytes, int box, String type) {
        for (int i = 0; i < 4; i++) {
            if (box + 4 + i >= bytes.length || bytes[box + 4 + i] != type.charAt(i)) {
                return false;
            }
        }
        return true;
    }
}
