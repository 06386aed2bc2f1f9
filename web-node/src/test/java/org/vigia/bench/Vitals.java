package org.vigia.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// What a process holds (Linux, proc(5)).
///
/// @param residentKilobytes in memory, what it shares with others included
/// @param shareKilobytes the same, what it shares with others in parts
/// @param ownKilobytes of those, what is no file's and cannot be read again
/// @param descriptors open files
/// @param threads of its own
record Vitals(
        long residentKilobytes,
        long shareKilobytes,
        long ownKilobytes,
        int descriptors,
        int threads) {
    static Vitals of(long pid) throws IOException {
        Path process = Path.of("/proc", Long.toString(pid));
        List<String> status = Files.readAllLines(process.resolve("status"));
        List<String> maps = Files.readAllLines(process.resolve("smaps_rollup"));
        try (var open = Files.list(process.resolve("fd"))) {
            return new Vitals(
                    value(status, "VmRSS:"),
                    value(maps, "Pss:"),
                    value(status, "RssAnon:"),
                    (int) open.count(),
                    (int) value(status, "Threads:"));
        }
    }

    double residentMegabytes() {
        return residentKilobytes / 1024.0;
    }

    private static long value(List<String> lines, String name) {
        return lines.stream()
                .filter(line -> line.startsWith(name))
                .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
                .findFirst()
                .orElseThrow();
    }
}
