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
import java.util.concurrent.atomic.AtomicReference;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.vigia.shared.time.Pace;

/// A process of ours under test, its output in a file. Ended by its own id.
public final class Running implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final Duration LOOK = Duration.ofMillis(20);

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
        return await(pattern, LOOK);
    }

    /// The same, for whoever measures: looks so often.
    public String await(String pattern, Duration look) throws IOException, InterruptedException {
        Pattern compiled = Pattern.compile(pattern);
        AtomicReference<String> found = new AtomicReference<>("");
        await(
                "`" + pattern + "`",
                look,
                () -> {
                    Matcher matcher = compiled.matcher(output());
                    boolean isThere = matcher.find();
                    found.set(isThere ? matcher.group(1) : "");
                    return isThere;
                });
        return found.get();
    }

    /// What a process comes to.
    @FunctionalInterface
    public interface Condition {
        boolean holds() throws IOException;
    }

    /// Waits until something is so, or the process has ended without.
    ///
    /// @param what it is called when it does not come
    public void await(String what, Condition condition) throws IOException, InterruptedException {
        await(what, LOOK, condition);
    }

    private void await(String what, Duration look, Condition condition)
            throws IOException, InterruptedException {
        Pace pace = Pace.system();
        long deadline = pace.nanos() + PATIENCE.toNanos();
        boolean lives = true;
        while (lives && pace.nanos() < deadline) {
            // Asked first: what it has done last counts.
            lives = process.isAlive();
            if (condition.holds()) {
                return;
            }
            pace.sleep(look);
        }
        throw new AssertionError("no " + what + " in:\n" + output());
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
