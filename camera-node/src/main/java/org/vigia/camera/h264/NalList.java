package org.vigia.camera.h264;

import java.util.Arrays;

/// Where the NAL units of an access unit lie in a buffer: grows as needed, holds no objects.
final class NalList {
    private int[] starts = new int[16];
    private int[] ends = new int[16];
    private int count;

    int count() {
        return count;
    }

    int start(int i) {
        return starts[i];
    }

    int end(int i) {
        return ends[i];
    }

    void add(int start, int end) {
        if (count == starts.length) {
            starts = Arrays.copyOf(starts, count * 2);
            ends = Arrays.copyOf(ends, count * 2);
        }
        starts[count] = start;
        ends[count++] = end;
    }

    void truncate(int newCount) {
        count = newCount;
    }

    /// The buffer's bytes have moved `by` places towards its beginning.
    void shift(int by) {
        for (int i = 0; i < count; i++) {
            starts[i] -= by;
            ends[i] -= by;
        }
    }
}
