package org.vigia.shared.durable;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/// Keeps a second process off the same folder. The kernel lets go of it when the process ends.
///
/// @param channel the locked file's
public record FolderLock(FileChannel channel) implements AutoCloseable {
    /// Takes the folder.
    ///
    /// @throws IOException when somebody else has it, or the disk refuses
    public static FolderLock take(Path root) throws IOException {
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
            throw new IOException(root + ": this process already works on this folder", e);
        }
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
