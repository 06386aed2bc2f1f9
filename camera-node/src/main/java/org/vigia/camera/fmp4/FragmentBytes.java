package org.vigia.camera.fmp4;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.vigia.camera.h264.AccessUnit;
import org.vigia.camera.h264.NalType;
import org.vigia.shared.clip.FragmentLayout;

/// Makes the bytes of a fragment, laid out as [FragmentLayout] says.
public final class FragmentBytes {
    private static final int MDAT_HEAD = 8;
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
        ByteBuffer out = ByteBuffer.allocate(FragmentLayout.HEAD + size);
        box(out, FragmentLayout.MOOF, "moof");
        box(out, 16, "mfhd").putInt(0).putInt((int) sequence);
        box(out, FragmentLayout.MOOF - 24, "traf");
        box(out, 16, "tfhd").putInt(0x020000).putInt(1);
        box(out, 20, "tfdt").putInt(0x01000000).putLong(time);
        box(out, 32, "trun").putInt(0x000701).putInt(1).putInt(FragmentLayout.HEAD);
        out.putInt(duration).putInt(size).putInt(unit.key() ? KEY : NOT_KEY);
        box(out, MDAT_HEAD + size, "mdat");
        for (int i = 0; i < unit.count(); i++) {
            if (inSample(unit.type(i))) {
                out.putInt(unit.length(i)).put(unit.bytes(), unit.offset(i), unit.length(i));
            }
        }
        return out.array();
    }

    private static boolean inSample(int type) {
        return type != NalType.AUD && type != NalType.SPS && type != NalType.PPS;
    }

    private static ByteBuffer box(ByteBuffer out, int size, String type) {
        return out.putInt(size).put(type.getBytes(StandardCharsets.US_ASCII));
    }
}
