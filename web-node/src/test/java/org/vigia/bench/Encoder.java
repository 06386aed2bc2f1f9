package org.vigia.bench;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.vigia.shared.lifecycle.NamedThreads;

/// An ffmpeg process and the thread that feeds it. A picture that comes while two are waiting is
/// dropped and counted: a queue would be measured as latency.
final class Encoder implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(2);

    private final Process process;
    private final BlockingQueue<byte[]> waiting = new ArrayBlockingQueue<>(1);
    private final AtomicLong dropped;
    private final Thread feeder;

    /// Starts it.
    ///
    /// @param output where its output goes
    /// @param dropped counts the pictures that it could not take in time
    Encoder(String name, List<String> command, ProcessBuilder.Redirect output, AtomicLong dropped)
            throws IOException {
        this.dropped = dropped;
        process =
                new ProcessBuilder(command)
                        .redirectOutput(output)
                        .redirectError(ProcessBuilder.Redirect.INHERIT)
                        .start();
        feeder = NamedThreads.startPlatform("feed-" + name, this::feed);
    }

    void offer(byte[] picture) {
        if (!waiting.offer(picture)) {
            dropped.incrementAndGet();
        }
    }

    /// What it has encoded, where its output is a pipe.
    InputStream output() {
        return process.getInputStream();
    }

    boolean isAlive() {
        return process.isAlive();
    }

    private void feed() {
        try (OutputStream out = process.getOutputStream()) {
            while (true) {
                out.write(waiting.take());
                out.flush();
            }
        } catch (IOException e) {
            // It has ended, which its owner sees.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            process.destroyForcibly();
        }
        boolean ignored = NamedThreads.stop(feeder, PATIENCE);
    }
}
