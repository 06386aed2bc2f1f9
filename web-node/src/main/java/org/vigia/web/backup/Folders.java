package org.vigia.web.backup;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.vigia.shared.durable.DurableFiles;

/// Folders of files, links never followed.
final class Folders {
    private Folders() {}

    /// What a folder holds, in order, but for what is hidden; empty where there is none.
    static List<Path> entries(Path folder) throws IOException {
        List<Path> entries = new ArrayList<>();
        if (isFolder(folder)) {
            try (DirectoryStream<Path> stream = Files.newDirectoryStream(folder)) {
                for (Path entry : stream) {
                    if (!entry.getFileName().toString().startsWith(".")) {
                        entries.add(entry);
                    }
                }
            } catch (NoSuchFileException e) {
                return List.of();
            } catch (DirectoryIteratorException e) {
                throw new IOException(folder + ": cannot be read to its end", e.getCause());
            }
        }
        entries.sort(null);
        return entries;
    }

    static boolean isFolder(Path path) {
        return Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS);
    }

    /// Brings the names in a folder, and in those below, to the disk.
    static void sync(Path folder) throws IOException {
        for (Path entry : entries(folder)) {
            if (isFolder(entry)) {
                sync(entry);
            }
        }
        DurableFiles.syncDirectory(folder);
    }

    /// Deletes a folder and all in it.
    static void delete(Path folder) throws IOException {
        if (isFolder(folder)) {
            List<Path> all = new ArrayList<>();
            try (DirectoryStream<Path> stream = Files.newDirectoryStream(folder)) {
                stream.forEach(all::add);
            } catch (DirectoryIteratorException e) {
                throw new IOException(folder + ": cannot be read to its end", e.getCause());
            }
            for (Path entry : all) {
                delete(entry);
            }
        }
        Files.deleteIfExists(folder);
    }
}
