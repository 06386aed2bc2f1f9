package org.vigia.web.picture;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import org.vigia.shared.lifecycle.NamedThreads;
import org.vigia.shared.process.ChildProcess;

/// Runs one program at a time on bytes that are not trusted: in namespaces of its own (bubblewrap),
/// without network, without a file to write or any to read but `/usr`, without environment or
/// privileges, with pipes for input and output, and within limits. What is left of it when it has
/// ended is nothing.
final class Cage {
    /// Where Debian keeps programs, outside the cage and in it.
    static final Path PROGRAMS = Path.of("/usr/bin");

    private static final Duration PATIENCE = Duration.ofSeconds(1);

    private final Path programs;
    private final CageLimits limits;

    /// @param programs where `bwrap` and the programs that set limits are
    Cage(Path programs, CageLimits limits) {
        this.programs = programs;
        this.limits = limits;
    }

    /// Runs `program` and waits for its end. Call it from a platform thread: the kernel ends the
    /// cage with the very thread that has started it.
    ///
    /// @param program absolute path and arguments, as in the cage
    /// @param input closed when the program has ended
    /// @throws IOException when the cage's door cannot be started at all
    Outcome run(List<String> program, InputStream input) throws IOException, InterruptedException {
        BoundedOutput output = new BoundedOutput(limits.outputBytes());
        BoundedInput given = new BoundedInput(input, limits.inputBytes());
        try (given;
                ChildProcess child = new ChildProcess("cage", command(program))) {
            child.start();
            Thread feeder = NamedThreads.startPlatform("cage-in", () -> feed(given, child.stdin()));
            Thread reader =
                    NamedThreads.startPlatform(
                            "cage-out", () -> output.take(child.stdout(), child::kill));
            try {
                OptionalInt status = child.await(limits.wall());
                if (status.isEmpty()) {
                    return new Outcome.Stopped("not done within " + limits.wall());
                }
                // All that could write has ended with the cage.
                if (!reader.join(PATIENCE)) {
                    return new Outcome.Stopped("its output has no end");
                }
                return output.tooMuch()
                        ? new Outcome.Stopped("more than %d bytes".formatted(limits.outputBytes()))
                        : new Outcome.Ended(status.getAsInt(), output.bytes(), child.lastError());
            } finally {
                child.kill();
                given.close();
                NamedThreads.stop(feeder, PATIENCE);
                NamedThreads.stop(reader, PATIENCE);
            }
        }
    }

    private void feed(BoundedInput from, OutputStream to) {
        try (to) {
            from.give(to);
        } catch (IOException e) {
            // It has gone before all was flushed.
        }
    }

    /// The whole command line: from outside to inside, each program replaced by the next.
    List<String> command(List<String> program) {
        List<String> words = new ArrayList<>();
        // The outermost one too: its memory can be looked into from the cage on some kernels.
        words.addAll(List.of(outside("env"), "-i"));
        words.addAll(List.of(outside("nice"), "-n", "10"));
        // Where memory runs out, the kernel takes this first and not the node.
        words.addAll(List.of(outside("choom"), "-n", "1000", "--"));
        // All but cgroup's: nothing of cgroups is seen in there.
        words.addAll(List.of(outside("bwrap"), "--unshare-user", "--unshare-pid"));
        words.addAll(List.of("--unshare-net", "--unshare-ipc", "--unshare-uts"));
        words.addAll(List.of("--disable-userns", "--die-with-parent", "--new-session"));
        words.addAll(List.of("--cap-drop", "ALL", "--uid", "65534", "--gid", "65534"));
        words.addAll(List.of("--ro-bind", "/usr", "/usr"));
        words.addAll(List.of("--symlink", "usr/lib", "/lib", "--symlink", "usr/lib64", "/lib64"));
        for (String file : List.of("/etc/ld.so.cache", "/etc/alternatives")) {
            words.addAll(List.of("--ro-bind-try", file, file));
        }
        words.addAll(List.of("--remount-ro", "/", "--chdir", "/", "--"));
        // Inside, so that the cage's own tasks are counted and not all of the user's.
        words.addAll(List.of(PROGRAMS.resolve("prlimit").toString(), "--core=0", "--fsize=0"));
        words.add("--cpu=" + limits.cpuSeconds());
        words.add("--data=" + limits.dataBytes());
        words.add("--as=" + limits.addressBytes());
        words.add("--nproc=" + limits.tasks());
        words.addAll(List.of("--nofile=32", "--"));
        words.addAll(program);
        return words;
    }

    private String outside(String program) {
        return programs.resolve(program).toString();
    }
}
