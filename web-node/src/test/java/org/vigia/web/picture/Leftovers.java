package org.vigia.web.picture;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.vigia.shared.time.Pace;

/// Finds the cages of one test among all processes of the machine: by their limit of address space,
/// which is nobody else's. Nothing in a cage outlives the process that has made it.
final class Leftovers {
    private static final AtomicLong NUMBER = new AtomicLong();

    private final long addressBytes =
            (1L << 30) + ProcessHandle.current().pid() * 1000 + NUMBER.getAndIncrement();

    CageLimits limits(Duration wall, int cpuSeconds) {
        CageLimits usual = CageLimits.ONE_FRAME;
        return new CageLimits(
                wall,
                cpuSeconds,
                usual.dataBytes(),
                addressBytes,
                usual.tasks(),
                usual.inputBytes(),
                usual.outputBytes());
    }

    List<ProcessHandle> cages() {
        String mark = "--as=" + addressBytes;
        return ProcessHandle.allProcesses()
                .filter(p -> p.info().commandLine().orElse("").contains(mark))
                .toList();
    }

    /// Waits, bounded by the test's time limit, until a cage is there.
    List<ProcessHandle> awaitCages(int atLeast) throws InterruptedException {
        List<ProcessHandle> cages = cages();
        while (cages.size() < atLeast) {
            Pace.system().sleep(Duration.ofMillis(5));
            cages = cages();
        }
        return cages;
    }

    /// Waits, bounded by the test's time limit, until none is left.
    void awaitNone() throws InterruptedException {
        while (!cages().isEmpty()) {
            Pace.system().sleep(Duration.ofMillis(5));
        }
    }
}
