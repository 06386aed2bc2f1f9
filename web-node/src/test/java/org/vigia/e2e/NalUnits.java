package org.vigia.e2e;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.vigia.shared.crypto.Sha256;

/// The NAL units of a film as hashes, read by code that shares nothing with the product's.
public final class NalUnits {
    private NalUnits() {}

    /// Of an Annex B stream; parameter sets and delimiters are left out. The last one, which may
    /// have been cut off, too.
    public static List<String> ofStream(byte[] stream) {
        List<String> units = new ArrayList<>();
        int start = -1;
        for (int i = 0; i + 2 < stream.length; i++) {
            if (stream[i] == 0 && stream[i + 1] == 0 && stream[i + 2] == 1) {
                if (start >= 0) {
                    int end = i;
                    while (end > start && stream[end - 1] == 0) {
                        end--;
                    }
                    add(units, Arrays.copyOfRange(stream, start, end));
                }
                start = i + 3;
                i += 2;
            }
        }
        return units;
    }

    /// Of the `mdat` boxes of a fragmented MP4 with four-byte lengths.
    public static List<String> ofClip(byte[] clip) {
        List<String> units = new ArrayList<>();
        ByteBuffer boxes = ByteBuffer.wrap(clip);
        while (boxes.remaining() >= 8) {
            int at = boxes.position();
            int size = boxes.getInt();
            int type = boxes.getInt();
            if (type == 0x6D646174) {
                while (boxes.position() < at + size) {
                    byte[] unit = new byte[boxes.getInt()];
                    boxes.get(unit);
                    add(units, unit);
                }
            }
            boxes.position(at + size);
        }
        return units;
    }

    private static void add(List<String> units, byte[] unit) {
        int type = unit[0] & 0x1F;
        if (type != 7 && type != 8 && type != 9) {
            units.add(Sha256.of(unit));
        }
    }
}
