package org.vigia.shared.event;

/// When something happened, as far as a Pi without a real-time clock can know.
///
/// @param wallMillis the camera's wall clock, in milliseconds since 1970 UTC; a label only
/// @param clockSynchronised whether that clock had been set by a time server then
/// @param boot the boot id of the camera's kernel
/// @param monotonicMillis since that boot
public record Moment(
        long wallMillis, boolean clockSynchronised, String boot, long monotonicMillis) {
    /// @throws IllegalArgumentException when the boot id is empty or overlong
    public Moment {
        if (boot.isEmpty() || boot.length() > 64) {
            throw new IllegalArgumentException("not a boot id");
        }
    }
}
