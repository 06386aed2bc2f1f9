package org.vigia.shared.machine;

/// What a Raspberry Pi's firmware says of its power supply and its cooling (the flags of
/// `get_throttled`).
///
/// @param low whether the voltage is too low now
/// @param slowed whether the processor is slowed down now, for voltage or heat
/// @param wasLow whether the voltage has been too low since the machine's start
/// @param wasSlowed whether the processor has been slowed down since the machine's start
public record Power(boolean low, boolean slowed, boolean wasLow, boolean wasSlowed) {
    // https://www.raspberrypi.com/documentation/computers/os.html#get_throttled
    private static final long LOW = 1;
    private static final long SLOWED = 0b1110;
    private static final int SINCE_START = 16;

    static Power of(long flags) {
        long before = flags >> SINCE_START;
        return new Power(
                (flags & LOW) != 0,
                (flags & SLOWED) != 0,
                (before & LOW) != 0,
                (before & SLOWED) != 0);
    }
}
