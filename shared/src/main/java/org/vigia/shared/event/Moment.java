package org.vigia.shared.event;

/// When something happened, as far as a Pi without a real-time clock can know.
///
/// @param wallMillis the camera's wall clock, in milliseconds since 1970 UTC and before 2200; a
///   label only
/// @param clockSynchronised whether that clock had been set by a time server then
/// @param boot the boot id of the camera's kernel
/// @param monotonicMillis since that boot
public record Moment(
        long wallMillis, boolean clockSynchronised, String boot, long monotonicMillis) {
    /// The last millisecond before the year 2200, UTC.
    public static final long LAST_WALL_MILLIS = 7_258_118_399_999L;

    /// @throws IllegalArgumentException when the wall clock is out of its range, or the boot id is
    ///   empty or overlong
    public Moment {
        if (wallMillis < 0 || wallMillis > LAST_WALL_MILLIS) {
            throw new IllegalArgumentException("not a time between 1970 and 2200");
        }
        if (boot.isEmpty() || boot.length() > 64) {
            throw new IllegalArgumentException("not a boot id");
        }
    }
}
