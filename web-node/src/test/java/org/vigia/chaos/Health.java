package org.vigia.chaos;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.vigia.e2e.Pair;
import org.vigia.e2e.Running;

/// What both processes hold of the machine (Linux, proc(5)).
record Health(Use camera, Use web) {
    /// @param files open descriptors
    /// @param threads of the operating system
    /// @param megabytes resident
    record Use(long files, long threads, long megabytes) {
        @Override
        public String toString() {
            return "%d files, %d threads, %d MB".formatted(files, threads, megabytes);
        }
    }

    static Health of(Pair pair) throws IOException {
        return new Health(of(pair.camera()), of(pair.web()));
    }

    private static Use of(Running node) throws IOException {
        Path proc = Path.of("/proc/" + node.pid());
        long files;
        try (var entries = Files.list(proc.resolve("fd"))) {
            files = entries.count();
        }
        String status = Files.readString(proc.resolve("status"));
        return new Use(files, number(status, "Threads"), number(status, "VmRSS") / 1024);
    }

    private static long number(String status, String name) {
        return status.lines()
                .filter(l -> l.startsWith(name + ":"))
                .map(l -> l.replaceAll("\\D", ""))
                .mapToLong(Long::parseLong)
                .findFirst()
                .orElseThrow();
    }
}
