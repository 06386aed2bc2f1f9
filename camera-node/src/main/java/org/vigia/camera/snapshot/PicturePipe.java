package org.vigia.camera.snapshot;

import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import org.vigia.camera.process.ChildProcess;
import org.vigia.shared.lifecycle.NamedThreads;

/// A process that turns video into JPEGs. Neither writing to it nor reading from it can block the
/// caller for longer than it says: both are done by threads that end with the process. Used by one
/// thread at a time.
final class PicturePipe implements AutoCloseable {
    private static final byte[] NO_MORE = {};

    private final String name;
    private final ChildProcess process;
    private final BlockingQueue<byte[]> pictures = new ArrayBlockingQueue<>(8);
    private volatile boolean ended;
    private int owed;
    private boolean warm;

    PicturePipe(String name, List<String> command) {
        this.name = name;
        this.process = new ChildProcess(name, command);
    }

    void start() throws IOException {
        process.start();
        NamedThreads.startPlatform(name + "-read", this::read);
    }

    private void read() {
        MultipartJpegs jpegs = new MultipartJpegs(process.stdout());
        try {
            Optional<byte[]> picture = jpegs.next();
            while (picture.isPresent() && pictures.offer(picture.get())) {
                picture = jpegs.next();
            }
        } catch (IOException e) {
            // The process is of no use any more, which is what `ended` tells.
        }
        ended = true;
        pictures.offer(NO_MORE);
    }

    /// Hands the `bytes` of a picture to the process, without waiting for it to take them.
    void write(byte[] bytes, boolean last) {
        owed++;
        OutputStream in = process.stdin();
        NamedThreads.startPlatform(
                name + "-write",
                () -> {
                    try {
                        in.write(bytes);
                        in.flush();
                        if (last) {
                            in.close();
                        }
                    } catch (IOException e) {
                        // It has died: the reading side tells.
                    }
                });
    }

    /// The next picture; empty when none came in time or the process has ended.
    Optional<byte[]> next(Duration deadline) throws InterruptedException {
        byte[] picture = pictures.poll(deadline.toNanos(), TimeUnit.NANOSECONDS);
        if (picture == null || picture.length == 0) {
            return Optional.empty();
        }
        owed--;
        warm = true;
        return Optional.of(picture);
    }

    /// How many pictures were written and have not come yet.
    int owed() {
        return owed;
    }

    /// Whether a picture has come of it.
    boolean warm() {
        return warm;
    }

    boolean usable() {
        return !ended && process.alive();
    }

    String lastError() {
        String said = process.lastError();
        return said.isEmpty() ? "it said nothing" : said;
    }

    ChildProcess process() {
        return process;
    }

    @Override
    public void close() {
        process.kill();
        process.close();
    }
}
