package org.vigia.shared.machine;

import org.jspecify.annotations.Nullable;

/// How a node's machine is; null what it does not say.
///
/// @param upSeconds since its start
/// @param celsius the hottest of its sensors
/// @param power what a Raspberry Pi's firmware says
/// @param load how many processes wanted to run in the last minute, on average
/// @param processors how many can
/// @param memory what programs may still take
/// @param disk the file system of the node's data
public record MachineHealth(
        @Nullable Long upSeconds,
        @Nullable Double celsius,
        @Nullable Power power,
        @Nullable Double load,
        int processors,
        @Nullable Space memory,
        @Nullable Space disk) {
    /// The warmest that a sensor is believed.
    static final double HOTTEST = 150;

    static final double COLDEST = -60;
    private static final double HEAVIEST = 100_000;
    private static final int MOST_PROCESSORS = 4096;

    /// @throws IllegalArgumentException when a number is out of its range
    public MachineHealth {
        require(upSeconds == null || upSeconds >= 0, "a negative time");
        require(celsius == null || (celsius >= COLDEST && celsius <= HOTTEST), "no temperature");
        require(load == null || (load >= 0 && load <= HEAVIEST), "no load");
        require(processors >= 1 && processors <= MOST_PROCESSORS, "no number of processors");
    }

    private static void require(boolean condition, String problem) {
        if (!condition) {
            throw new IllegalArgumentException(problem);
        }
    }
}
