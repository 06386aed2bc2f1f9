package org.vigia.web.store;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/// Keeps a second web-node off the same folder. The kernel lets go of it when the process ends.
record FolderLock(FileChannel channel) implements AutoCloseable {
    static FolderLock take(Path root) throws IOException {
        FileChannel channel =
                FileChannel.open(
                        root.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        try {
            if (channel.tryLock() == null) {
                channel.close();
                throw new IOException(root + ": another process works on this folder");
            }
            return new FolderLock(channel);
        } catch (OverlappingFileLockException e) {
            channel.close();
            throw new IOException(root + ": another store works on this folder", e);
        }
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
