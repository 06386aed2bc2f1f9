package org.vigia.shared.powercut;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// A file or folder, as the kernel has it and as the disk has it for certain.
final class Node {
    final @Nullable Map<String, Node> entries;
    final @Nullable Map<String, Node> kept;
    private byte[] content = new byte[0];
    private final List<Change> unsynced = new ArrayList<>();

    /// What was done to a file since its last sync; a null for bytes is a cut to `offset`.
    @SuppressWarnings("ArrayRecordComponent")
    private record Change(long offset, byte @Nullable [] bytes) {}

    /// How much of what was not synced is found.
    enum Rest {
        NONE,
        ALL,
        /// All but the second half of the last write.
        TORN,
        /// The length, but zeros.
        ZEROS;

        static final List<Rest> PLAIN = List.of(NONE, ALL);
        static final List<Rest> ALL_FORMS = List.of(values());
    }

    Node(boolean folder) {
        entries = folder ? new TreeMap<>() : null;
        kept = folder ? new TreeMap<>() : null;
    }

    void write(long offset, byte[] bytes) {
        unsynced.add(new Change(offset, bytes));
    }

    void truncate(long length) {
        unsynced.add(new Change(length, null));
    }

    void sync() {
        content = content(Rest.ALL);
        unsynced.clear();
    }

    byte[] content(Rest rest) {
        byte[] found = content;
        if (rest != Rest.NONE) {
            for (int i = 0; i < unsynced.size(); i++) {
                boolean torn = rest == Rest.TORN && i == unsynced.size() - 1;
                found = after(found, unsynced.get(i), torn, rest == Rest.ZEROS);
            }
        }
        return found;
    }

    private static byte[] after(byte[] before, Change change, boolean torn, boolean zeros) {
        byte[] bytes = change.bytes();
        int offset = (int) change.offset();
        if (bytes == null) {
            return torn ? before : Arrays.copyOf(before, offset);
        }
        int length = torn ? bytes.length / 2 : bytes.length;
        byte[] after = Arrays.copyOf(before, Math.max(before.length, offset + length));
        if (!zeros) {
            System.arraycopy(bytes, 0, after, offset, length);
        }
        return after;
    }
}
