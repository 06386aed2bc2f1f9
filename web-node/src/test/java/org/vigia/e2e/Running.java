package org.vigia.e2e;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.vigia.shared.time.Pace;

/// A process of ours under test, its output in a file. Ended by its own id.
public final class Running implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private final Process process;
    private final Path log;

    private Running(Process process, Path log) {
        this.process = process;
        this.log = log;
    }

    public static Running start(Path log, List<String> command) throws IOException {
        return start(log, command, Map.of());
    }

    /// Starts a process with more in its environment.
    static Running start(Path log, List<String> command, Map<String, String> environment)
            throws IOException {
        return start(log, command, environment, Path.of("/dev/null"));
    }

    /// Starts a process that reads a file.
    static Running start(
            Path log, List<String> command, Map<String, String> environment, Path input)
            throws IOException {
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().putAll(environment);
        Process process =
                builder.directory(root().toFile())
                        .redirectInput(input.toFile())
                        .redirectErrorStream(true)
                        .redirectOutput(log.toFile())
                        .start();
        return new Running(process, log);
    }

    /// The repository's folder.
    public static Path root() {
        return Path.of(System.getProperty("vigia.root", "..")).toAbsolutePath().normalize();
    }

    /// Waits for a line and returns what the pattern's first group matches.
    public String await(String pattern) throws IOException, InterruptedException {
        return await(pattern, Duration.ofMillis(50));
    }

    /// The same, for whoever measures: looks so often.
    public String await(String pattern, Duration look) throws IOException, InterruptedException {
        Pattern compiled = Pattern.compile(pattern);
        Pace pace = Pace.system();
        long deadline = pace.nanos() + PATIENCE.toNanos();
        while (pace.nanos() < deadline) {
            Matcher matcher = compiled.matcher(output());
            if (matcher.find()) {
                return matcher.group(1);
            }
            if (!process.isAlive()) {
                break;
            }
            pace.sleep(look);
        }
        throw new AssertionError("no `" + pattern + "` in:\n" + output());
    }

    public String output() throws IOException {
        return Files.exists(log) ? Files.readString(log, StandardCharsets.UTF_8) : "";
    }

    public long pid() {
        return process.pid();
    }

    /// Sends a signal by name and waits for the end; empty when it does not end.
    public Optional<Integer> signal(String name) throws IOException, InterruptedException {
        new ProcessBuilder("kill", "-s", name, Long.toString(process.pid())).start().waitFor();
        return process.waitFor(30, TimeUnit.SECONDS)
                ? Optional.of(process.exitValue())
                : Optional.empty();
    }

    /// The processes it has started, and those they have.
    public List<ProcessHandle> children() {
        return process.descendants().toList();
    }

    public int exitValue() throws InterruptedException {
        if (!process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
            throw new AssertionError("it does not end");
        }
        return process.exitValue();
    }

    @Override
    public void close() throws InterruptedException {
        List<ProcessHandle> family = process.descendants().toList();
        process.destroy();
        if (!process.waitFor(20, TimeUnit.SECONDS)) {
            process.destroyForcibly();
        }
        family.forEach(ProcessHandle::destroyForcibly);
    }
}
