package org.vigia.web.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;

/// What the files of a folder take.
final class FolderSize {
    /// What a file counts for at least: ext4 has an inode for each 16 KiB of its disk, so that many
    /// tiny files use it up before its bytes are.
    static final long LEAST = 16L << 10;

    private FolderSize() {}

    /// What a file of `bytes` counts for.
    static long counted(long bytes) {
        return Math.max(LEAST, bytes);
    }

    /// Told of each file.
    interface Visitor {
        void file(BasicFileAttributes file);
    }

    /// What the files right in `folder` count for, in bytes; 0 where there is none.
    static long of(Path folder) throws IOException {
        return of(folder, _ -> {});
    }

    static long of(Path folder, Visitor visitor) throws IOException {
        long sum = 0;
        for (Path file : EventFolder.entries(folder)) {
            try {
                BasicFileAttributes read = Files.readAttributes(file, BasicFileAttributes.class);
                if (read.isRegularFile()) {
                    sum += counted(read.size());
                    visitor.file(read);
                }
            } catch (NoSuchFileException e) {
                // Gone since the folder was listed.
            }
        }
        return sum;
    }
}
