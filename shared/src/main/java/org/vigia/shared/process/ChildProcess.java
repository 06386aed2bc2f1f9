package org.vigia.shared.process;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.ProcessBuilder.Redirect;
import java.time.Duration;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.vigia.shared.lifecycle.NamedThreads;

/// A child process with its standard input and output as pipes and its standard error drained. It
/// does not outlive [#close], nor do the processes it has started itself.
///
/// [#start] and [#close] belong to one owner; the rest may be called by any thread. The streams are
/// closed with the process.
public final class ChildProcess implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(1);

    private final String name;
    private final List<String> command;
    private final LastLines errors = new LastLines();
    private volatile @Nullable Process process;
    private @Nullable Thread errorReader;

    /// @param name for threads and messages, e.g. `camera`
    /// @param command the program (looked up in `PATH`) and its arguments; no shell sees them
    public ChildProcess(String name, List<String> command) {
        if (command.isEmpty()) {
            throw new IllegalArgumentException(name + ": a command of no words");
        }
        this.name = name;
        this.command = List.copyOf(command);
    }

    /// Starts the program.
    ///
    /// @throws IOException when it cannot be started: not found, not executable
    public void start() throws IOException {
        if (process != null) {
            throw new IllegalStateException(name + ": started twice");
        }
        Process started =
                new ProcessBuilder(command)
                        .redirectInput(Redirect.PIPE)
                        .redirectOutput(Redirect.PIPE)
                        .redirectError(Redirect.PIPE)
                        .start();
        process = started;
        errorReader =
                NamedThreads.startPlatform(
                        name + "-stderr", () -> errors.drain(started.getErrorStream()));
    }

    /// What the process writes.
    public InputStream stdout() {
        return running().getInputStream();
    }

    /// What the process reads; buffered, so flush.
    public OutputStream stdin() {
        return running().getOutputStream();
    }

    /// Its process id.
    public long pid() {
        return running().pid();
    }

    /// Whether it has been started and has not ended yet.
    public boolean alive() {
        Process current = process;
        return current != null && current.isAlive();
    }

    /// The last line it wrote to its standard error that is not empty; the empty string when there
    /// is none.
    public String lastError() {
        return errors.last();
    }

    /// The last lines of its standard error, oldest first, at most 20 of at most 500 characters.
    public List<String> errorLines() {
        return errors.lines();
    }

    /// Waits for its end.
    ///
    /// @return its exit status (128 + signal when one ended it), or empty when it still runs after
    ///   `deadline`
    public OptionalInt await(Duration deadline) throws InterruptedException {
        Process current = running();
        if (!current.waitFor(deadline.toNanos(), TimeUnit.NANOSECONDS)) {
            return OptionalInt.empty();
        }
        // What it said last is often written just before it ends.
        Thread reader = errorReader;
        if (reader != null) {
            reader.join(PATIENCE);
        }
        return OptionalInt.of(current.exitValue());
    }

    /// Asks it and its descendants to end (TERM) without waiting.
    public void terminate() {
        Process current = process;
        if (current != null) {
            List<ProcessHandle> family = current.descendants().toList();
            current.toHandle().destroy();
            family.forEach(ProcessHandle::destroy);
        }
    }

    /// Ends it and its descendants at once (KILL) without waiting: whoever reads its output sees
    /// the end of the stream.
    public void kill() {
        Process current = process;
        if (current != null) {
            List<ProcessHandle> family = current.descendants().toList();
            // By its handle: Process.destroy would close the pipes, and what was written is lost.
            current.toHandle().destroyForcibly();
            family.forEach(ProcessHandle::destroyForcibly);
        }
    }

    /// Ends it: TERM, a second's patience, KILL, for its descendants too. Returns when it has
    /// ended.
    @Override
    public void close() {
        Process current = process;
        if (current == null) {
            return;
        }
        // Once it is gone its children are nobody's: so count them first.
        List<ProcessHandle> family = current.descendants().toList();
        current.toHandle().destroy();
        family.forEach(ProcessHandle::destroy);
        boolean interrupted = !endedWithin(current);
        current.toHandle().destroyForcibly();
        family.forEach(ProcessHandle::destroyForcibly);
        interrupted |= !endedWithin(current);
        Thread reader = errorReader;
        if (reader != null) {
            NamedThreads.stop(reader, PATIENCE);
        }
        closeStreams(current);
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private static boolean endedWithin(Process process) {
        try {
            // The answer is not needed: what is still there is killed.
            boolean _ = process.waitFor(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
            return true;
        } catch (InterruptedException e) {
            return false;
        }
    }

    private static void closeStreams(Process process) {
        for (AutoCloseable stream :
                List.of(
                        process.getOutputStream(),
                        process.getInputStream(),
                        process.getErrorStream())) {
            try {
                stream.close();
            } catch (Exception e) {
                // A pipe whose other end is gone has nothing left to lose.
            }
        }
    }

    private Process running() {
        Process current = process;
        if (current == null) {
            throw new IllegalStateException(name + ": not started");
        }
        return current;
    }

    @Override
    public String toString() {
        return "process " + name;
    }
}
