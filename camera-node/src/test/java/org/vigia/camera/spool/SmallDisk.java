package org.vigia.camera.spool;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/// A real file system of a few MiB, where this user may mount one.
record SmallDisk(Path path, boolean isMounted) implements AutoCloseable {
    static SmallDisk mount(Path folder, String size) throws IOException, InterruptedException {
        Path path = Files.createDirectories(folder.resolve("disk"));
        boolean mounted =
                run("mount", "-t", "tmpfs", "-o", "size=" + size, "tmpfs", path.toString()) == 0;
        return new SmallDisk(path, mounted);
    }

    /// Writes until nothing more fits.
    void fill() throws IOException {
        for (int size : new int[] {64 * 1024, 4096}) {
            fill(size);
        }
    }

    private void fill(int size) throws IOException {
        try (FileChannel channel =
                FileChannel.open(
                        path.resolve("filler"),
                        StandardOpenOption.CREATE,
                        StandardOpenOption.APPEND)) {
            while (channel.write(ByteBuffer.allocate(size)) == size) {
                // On and on.
            }
        } catch (IOException full) {
            if (Files.getFileStore(path).getUsableSpace() >= size) {
                throw full;
            }
        }
    }

    @Override
    public void close() throws IOException {
        if (isMounted) {
            try {
                run("umount", path.toString());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private static int run(String... command) throws IOException, InterruptedException {
        return new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start()
                .waitFor();
    }
}
