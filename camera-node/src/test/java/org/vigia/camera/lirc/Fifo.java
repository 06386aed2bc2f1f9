package org.vigia.camera.lirc;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;

/// A named pipe in the place of `/dev/lirc0`: it blocks, polls and reads alike, and takes samples.
public final class Fifo implements AutoCloseable {
    public final Path path;
    private final RandomAccessFile end;

    public Fifo(Path path) throws IOException, InterruptedException {
        this.path = path;
        new ProcessBuilder("mkfifo", path.toString()).inheritIO().start().waitFor();
        // Open for both ways: opening for one would wait for the other.
        this.end = new RandomAccessFile(path.toFile(), "rw");
    }

    /// Puts samples in; the type stands in the top byte.
    public void put(int... samples) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(4 * samples.length).order(ByteOrder.nativeOrder());
        for (int sample : samples) {
            bytes.putInt(sample);
        }
        end.write(bytes.array());
    }

    /// Marks and spaces in turn, then the time-out that newer kernels report.
    public void shine(int[] micros) throws IOException {
        int[] samples = new int[micros.length + 1];
        for (int i = 0; i < micros.length; i++) {
            samples[i] = (i % 2 == 0 ? 0x0100_0000 : 0) | micros[i];
        }
        samples[micros.length] = 0x0300_0000 | 125_000;
        put(samples);
    }

    @Override
    public void close() throws IOException {
        end.close();
    }
}
