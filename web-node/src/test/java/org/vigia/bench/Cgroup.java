package org.vigia.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.vigia.e2e.Running;

/// A control group of the first or the second kind, which bounds memory and processor of a process
/// and of what it starts from then on. Takes root.
final class Cgroup implements AutoCloseable {
    private static final Path ROOT = Path.of("/sys/fs/cgroup");
    private static final int PERIOD_MICROS = 100_000;

    private final boolean second;
    private final Path processor;
    private final Path memory;

    /// @param node whom it is for; its name has this process's id besides
    Cgroup(String node) throws IOException {
        String name = "vigia-bench-%d-%s".formatted(ProcessHandle.current().pid(), node);
        second = Files.exists(ROOT.resolve("cgroup.controllers"));
        processor = ROOT.resolve(second ? name : "cpu/" + name);
        memory = second ? processor : ROOT.resolve("memory/" + name);
        Offspring.afterwards(this::close);
        Files.createDirectory(processor);
        if (!second) {
            Files.createDirectory(memory);
        }
    }

    /// Sets the bounds.
    void bound(int megabytes, int percentOfACore) throws IOException {
        int quota = PERIOD_MICROS / 100 * percentOfACore;
        String bytes = Long.toString((long) megabytes << 20);
        if (second) {
            Files.writeString(ROOT.resolve("cgroup.subtree_control"), "+cpu +memory");
            Files.writeString(processor.resolve("cpu.max"), quota + " " + PERIOD_MICROS);
            Files.writeString(memory.resolve("memory.max"), bytes);
        } else {
            Files.writeString(
                    processor.resolve("cpu.cfs_period_us"), Integer.toString(PERIOD_MICROS));
            Files.writeString(processor.resolve("cpu.cfs_quota_us"), Integer.toString(quota));
            Files.writeString(memory.resolve("memory.limit_in_bytes"), bytes);
        }
    }

    /// Takes a process in, and what it has started.
    void add(Running running) throws IOException {
        List<Long> all =
                Stream.concat(
                                Stream.of(running.pid()),
                                running.children().stream().map(ProcessHandle::pid))
                        .toList();
        for (Path group : second ? List.of(processor) : List.of(processor, memory)) {
            for (long pid : all) {
                Files.writeString(group.resolve("cgroup.procs"), Long.toString(pid));
            }
        }
    }

    /// The most that was ever in memory, files of the disk included.
    double peakMegabytes() throws IOException {
        Path file = memory.resolve(second ? "memory.peak" : "memory.max_usage_in_bytes");
        return Long.parseLong(Files.readString(file).strip()) / 1048576.0;
    }

    /// The share of periods in which it was held back, in percent.
    double heldBackPercent() throws IOException {
        List<String> stat = Files.readAllLines(processor.resolve("cpu.stat"));
        return 100.0 * value(stat, "nr_throttled ") / Math.max(1, value(stat, "nr_periods "));
    }

    private static long value(List<String> stat, String name) {
        return stat.stream()
                .filter(line -> line.startsWith(name))
                .mapToLong(line -> Long.parseLong(line.substring(name.length())))
                .findFirst()
                .orElseThrow();
    }

    /// Removes it; nobody may be in it any more. A second call does nothing.
    @Override
    public void close() {
        try {
            Files.deleteIfExists(processor);
            Files.deleteIfExists(memory);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
