package org.vigia.shared.clip;

import java.nio.ByteBuffer;
import java.util.Optional;

/// What the first [FragmentLayout#HEAD] bytes of a fragment tell.
///
/// @param time in ticks
/// @param duration in ticks
/// @param length of the whole fragment in bytes
public record FragmentHead(long time, int duration, long length) {
    /// Reads a head; empty where it is not of our layout in every byte: one wrong size, and a
    /// player reads nothing of what comes behind it.
    public static Optional<FragmentHead> read(byte[] head) {
        if (head.length < FragmentLayout.HEAD || !FragmentLayout.isHead(head)) {
            return Optional.empty();
        }
        ByteBuffer buffer = ByteBuffer.wrap(head);
        long mdat = buffer.getInt(FragmentLayout.MOOF) & 0xFFFF_FFFFL;
        long time = buffer.getLong(FragmentLayout.TIME_AT);
        int duration = buffer.getInt(FragmentLayout.DURATION_AT);
        if (mdat <= FragmentLayout.HEAD - FragmentLayout.MOOF || time < 0 || duration <= 0) {
            return Optional.empty();
        }
        return Optional.of(new FragmentHead(time, duration, FragmentLayout.MOOF + mdat));
    }
}
