package org.vigia.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// What a process has spent so far (Linux, proc(5)).
///
/// @param seconds of processors, in the kernel as well
/// @param residentMegabytes what it has in memory now
record Spent(double seconds, long residentMegabytes) {
    // USER_HZ, which the kernel has not changed since it was a variable.
    private static final double TICKS = 100;

    static Spent by(long pid) throws IOException {
        Path process = Path.of("/proc", Long.toString(pid));
        String stat = Files.readString(process.resolve("stat"));
        // Behind the name, which may hold anything.
        String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
        return new Spent(
                (Long.parseLong(fields[11]) + Long.parseLong(fields[12])) / TICKS,
                Files.readAllLines(process.resolve("status")).stream()
                        .filter(line -> line.startsWith("VmRSS:"))
                        .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) / 1024)
                        .findFirst()
                        .orElseThrow());
    }
}
