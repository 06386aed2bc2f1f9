package org.vigia.web.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;

/// What the files of a folder take.
final class FolderSize {
    private FolderSize() {}

    /// Told of each file.
    interface Visitor {
        void file(BasicFileAttributes file);
    }

    /// The sum of the sizes of the files right in `folder`, in bytes; 0 where there is none.
    static long of(Path folder) throws IOException {
        return of(folder, _ -> {});
    }

    static long of(Path folder, Visitor visitor) throws IOException {
        long sum = 0;
        for (Path file : EventFolder.entries(folder)) {
            try {
                BasicFileAttributes read = Files.readAttributes(file, BasicFileAttributes.class);
                if (read.isRegularFile()) {
                    sum += read.size();
                    visitor.file(read);
                }
            } catch (NoSuchFileException e) {
                // Gone since the folder was listed.
            }
        }
        return sum;
    }
}
