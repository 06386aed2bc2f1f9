package org.vigia.camera.fmp4;

import java.nio.ByteBuffer;
import java.util.Optional;

/// What the first [FragmentBytes#HEAD] bytes of a fragment tell.
///
/// @param time in ticks
/// @param duration in ticks
/// @param length of the whole fragment in bytes
public record FragmentHead(long time, int duration, long length) {
    private static final int MDAT_AT = 100;
    private static final int TIME_AT = 60;
    private static final int DURATION_AT = 88;

    /// Reads a head; empty where it is none of our layout.
    public static Optional<FragmentHead> read(byte[] head) {
        if (head.length < FragmentBytes.HEAD
                || !FragmentBytes.is(head, 0, "moof")
                || !FragmentBytes.is(head, 48, "tfdt")
                || !FragmentBytes.is(head, MDAT_AT, "mdat")) {
            return Optional.empty();
        }
        ByteBuffer buffer = ByteBuffer.wrap(head);
        long mdat = buffer.getInt(MDAT_AT) & 0xFFFF_FFFFL;
        long time = buffer.getLong(TIME_AT);
        int duration = buffer.getInt(DURATION_AT);
        if (mdat <= FragmentBytes.HEAD - MDAT_AT || time < 0 || duration <= 0) {
            return Optional.empty();
        }
        return Optional.of(new FragmentHead(time, duration, MDAT_AT + mdat));
    }
}
