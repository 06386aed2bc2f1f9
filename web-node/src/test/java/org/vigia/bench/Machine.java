package org.vigia.bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;

/// The machine that something was measured on, in words, as the first line of a bench's report.
final class Machine {
    private Machine() {}

    /// The day, the processors, the kernel, Java, its options where they are not the packages', and
    /// what else runs.
    static String line(Clock clock) throws IOException {
        return String.format(
                Locale.ROOT,
                "%s; %s x %d, Linux %s; Java %s%s; load average at the start %s",
                DateTimeFormatter.ISO_LOCAL_DATE.format(ZonedDateTime.now(clock)),
                processor(),
                Runtime.getRuntime().availableProcessors(),
                System.getProperty("os.version").replaceAll("-.*", ""),
                Runtime.version(),
                NodeJvm.withoutIntrinsics() ? " without AES, GHASH and SHA intrinsics" : "",
                Files.readString(Path.of("/proc/loadavg")).split(" ", -1)[0]);
    }

    /// The kind of file system that `folder` lies on: a sync costs nothing on a tmpfs.
    static String disk(Path folder) throws IOException {
        return Files.getFileStore(folder).type();
    }

    /// What a program says of its version, its first line up to the third word.
    static String version(String... command) throws IOException {
        Process process = new ProcessBuilder(List.of(command)).redirectErrorStream(true).start();
        try (var in = process.getInputStream()) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .findFirst()
                    .orElse(command[0])
                    .replaceFirst("(?i)^(\\S+) version:? (?:nginx/)?([^\\s,]+).*", "$1 $2");
        }
    }

    private static String processor() throws IOException {
        return Files.readString(Path.of("/proc/cpuinfo"))
                .lines()
                .filter(line -> line.startsWith("model name") || line.startsWith("Model"))
                .map(line -> line.substring(line.indexOf(':') + 1).strip())
                .findFirst()
                .orElse("unknown processor");
    }
}
