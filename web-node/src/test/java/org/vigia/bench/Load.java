package org.vigia.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/// What all processors of this machine have done, in the kernel's ticks (Linux, proc(5)).
///
/// @param busy ticks spent on anything
/// @param stolen ticks that a hypervisor gave to somebody else
/// @param all ticks that have passed
record Load(long busy, long stolen, long all) {
    static Load now() throws IOException {
        String line = Files.readString(Path.of("/proc/stat")).lines().findFirst().orElseThrow();
        long[] ticks =
                Arrays.stream(line.strip().split(" +", -1))
                        .skip(1)
                        .limit(8)
                        .mapToLong(Long::parseLong)
                        .toArray();
        long all = Arrays.stream(ticks).sum();
        return new Load(all - ticks[3] - ticks[4] - ticks[7], ticks[7], all);
    }

    Load since(Load before) {
        return new Load(busy - before.busy, stolen - before.stolen, all - before.all);
    }

    double busyPercent() {
        return 100.0 * busy / all;
    }

    double stolenPercent() {
        return 100.0 * stolen / all;
    }
}
