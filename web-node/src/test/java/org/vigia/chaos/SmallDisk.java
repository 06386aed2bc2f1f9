package org.vigia.chaos;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.vigia.e2e.Running;

/// A file system of its own in memory (tmpfs), which can be filled. Needs root.
final class SmallDisk implements AutoCloseable {
    private static final int STEP = 64 * 1024;

    private final Path mountPoint;
    private final Path filler;

    private SmallDisk(Path mountPoint) {
        this.mountPoint = mountPoint;
        this.filler = mountPoint.resolve("filler");
    }

    /// Mounts one.
    ///
    /// @throws IOException when this user or machine may not
    static SmallDisk mount(Path mountPoint, int megabytes, Path log)
            throws IOException, InterruptedException {
        Files.createDirectories(mountPoint);
        run(
                log,
                "mount",
                "-t",
                "tmpfs",
                "-o",
                "mode=0700,size=%dm".formatted(megabytes),
                "tmpfs",
                mountPoint.toString());
        return new SmallDisk(mountPoint);
    }

    /// Leaves so many bytes free, or somewhat fewer.
    void fill(long leave) throws IOException {
        byte[] zeros = new byte[STEP];
        try (OutputStream out = Files.newOutputStream(filler)) {
            while (mountPoint.toFile().getUsableSpace() > leave) {
                out.write(zeros);
            }
        } catch (IOException e) {
            // Full to the last byte, as was asked for.
            if (leave > 0) {
                throw e;
            }
        }
    }

    void relieve() throws IOException {
        Files.deleteIfExists(filler);
    }

    @Override
    public void close() {
        try {
            run(mountPoint.resolveSibling("umount.log"), "umount", "-l", mountPoint.toString());
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void run(Path log, String... command) throws IOException, InterruptedException {
        Running running = Running.start(log, List.of(command));
        if (running.exitValue() != 0) {
            throw new IOException(running.output().strip());
        }
    }
}
