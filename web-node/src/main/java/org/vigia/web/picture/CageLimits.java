package org.vigia.web.picture;

import java.time.Duration;

/// What a caged program may use up.
///
/// @param wall how long it may run
/// @param cpuSeconds how much CPU time a process of it may take
/// @param dataBytes memory that a process of it may write to
/// @param addressBytes address space of a process of it, libraries included
/// @param tasks processes and threads at a time; the kernel does not hold root to it
/// @param inputBytes how much it is given to read; the rest is kept from it
/// @param outputBytes how much it may write; with more it is ended
record CageLimits(
        Duration wall,
        int cpuSeconds,
        long dataBytes,
        long addressBytes,
        int tasks,
        int inputBytes,
        int outputBytes) {
    /// One frame of 4096 × 2304 took 100 MB, ffmpeg 7 runs in eight threads, and 4 MiB hold the
    /// first GOP of anything that a camera is let film.
    static final CageLimits ONE_FRAME =
            new CageLimits(Duration.ofSeconds(10), 5, 256L << 20, 1L << 30, 16, 4 << 20, 2 << 20);

    CageLimits {
        if (!wall.isPositive()
                || cpuSeconds < 1
                || dataBytes < 1
                || addressBytes < dataBytes
                || tasks < 1
                || inputBytes < 1
                || outputBytes < 1) {
            throw new IllegalArgumentException("limits that let nothing run");
        }
    }
}
