package org.vigia.camera.video;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.OptionalInt;
import org.vigia.shared.lifecycle.NamedThreads;
import org.vigia.shared.process.ChildProcess;

/// The FIFO that frame times come through, and the thread that reads it. It is open for writing
/// here too, so that neither side ever waits for the other to open it, and whatever the program
/// does, reading ends with [#close].
final class FrameTimesPipe implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final int LONGEST_LINE = 64;

    private final Path fifo;
    private final FileChannel channel;
    private final Thread reader;

    private FrameTimesPipe(Path fifo, FileChannel channel, FrameTimes times) {
        this.fifo = fifo;
        this.channel = channel;
        this.reader = NamedThreads.startPlatform("frame-times", () -> read(channel, times));
    }

    /// Makes the FIFO, in place of what was there, and reads lines into `times`.
    ///
    /// @throws IOException when it cannot be made; in words
    static FrameTimesPipe open(Path fifo, FrameTimes times)
            throws IOException, InterruptedException {
        Path folder = fifo.getParent();
        if (folder != null) {
            Files.createDirectories(folder);
        }
        Files.deleteIfExists(fifo);
        try (ChildProcess mkfifo =
                new ChildProcess("mkfifo", List.of("mkfifo", "-m", "600", fifo.toString()))) {
            mkfifo.start();
            OptionalInt status = mkfifo.await(PATIENCE);
            if (status.isEmpty() || status.getAsInt() != 0) {
                throw new IOException(
                        "cannot make the FIFO %s: %s".formatted(fifo, mkfifo.lastError()));
            }
        }
        FileChannel channel =
                FileChannel.open(fifo, StandardOpenOption.READ, StandardOpenOption.WRITE);
        return new FrameTimesPipe(fifo, channel, times);
    }

    @Override
    public void close() throws IOException {
        channel.close();
        NamedThreads.stop(reader, PATIENCE);
        Files.deleteIfExists(fifo);
    }

    private static void read(FileChannel channel, FrameTimes times) {
        ByteBuffer chunk = ByteBuffer.allocate(4096);
        StringBuilder line = new StringBuilder();
        try {
            while (channel.read(chunk) >= 0) {
                chunk.flip();
                while (chunk.hasRemaining()) {
                    char c = (char) (chunk.get() & 0xFF);
                    if (c == '\n') {
                        times.line(line.toString());
                        line.setLength(0);
                    } else if (line.length() < LONGEST_LINE) {
                        line.append(c);
                    }
                }
                chunk.clear();
            }
        } catch (IOException e) {
            // Closed: nobody wants further times.
        }
    }
}
