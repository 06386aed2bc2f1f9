package org.vigia.web.metrics;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.vigia.web.health.NodeHealth;

/// The figures of this node that are not a camera's.
///
/// @param to where they go
record NodeFigures(Figures to) {
    private static final Path SELF = Path.of("/proc/self");

    void add(NodeHealth health) {
        to.gauge("vigia_uptime_seconds", "Since its process began.", health.runningSeconds());
        to.counter("vigia_arrivals_total", "Events that have ever arrived.", health.events());
        to.flag("vigia_index_sound", "Whether the index has every event.", health.indexSound());
        Long end = health.certificateEndMillis();
        to.gauge(
                "vigia_certificate_end_timestamp_seconds",
                "When the site's certificate ends.",
                end == null ? null : CameraFigures.seconds(end));
        var verified = health.verified();
        to.gauge(
                "vigia_verified_timestamp_seconds",
                "When vigia-web verify was last run.",
                verified == null ? null : CameraFigures.seconds(verified.atMillis()));
        to.gauge(
                "vigia_verified_faults",
                "What it found.",
                verified == null ? null : verified.faults());
        var machine = health.machine();
        to.gauge("vigia_temperature_celsius", "The hottest of its sensors.", machine.celsius());
        to.gauge("vigia_load", "Processes that wanted to run in the last minute.", machine.load());
        var disk = machine.disk();
        to.gauge(
                "vigia_disk_free_bytes",
                "What its disk has left.",
                disk == null ? null : disk.freeBytes());
        to.gauge(
                "vigia_disk_bytes",
                "What its disk holds.",
                disk == null ? null : disk.totalBytes());
        var memory = machine.memory();
        to.gauge(
                "vigia_memory_available_bytes",
                "What programs may still take.",
                memory == null ? null : memory.freeBytes());
    }

    void addProcess() {
        Runtime runtime = Runtime.getRuntime();
        to.gauge(
                "vigia_jvm_heap_used_bytes",
                "What the heap holds, garbage included.",
                runtime.totalMemory() - runtime.freeMemory());
        to.gauge("vigia_jvm_heap_max_bytes", "What the heap may hold.", runtime.maxMemory());
        to.gauge("vigia_process_threads", "Threads of the kernel.", count(SELF.resolve("task")));
        to.gauge("vigia_process_open_files", "Descriptors in use.", count(SELF.resolve("fd")));
    }

    private static @Nullable Long count(Path folder) {
        if (!Files.isDirectory(folder)) {
            return null;
        }
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder)) {
            long count = 0;
            for (Path entry : entries) {
                count += entry.getNameCount() > 0 ? 1 : 0;
            }
            return count;
        } catch (IOException e) {
            return null; // A kernel that does not say.
        }
    }
}
