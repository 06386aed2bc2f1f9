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
