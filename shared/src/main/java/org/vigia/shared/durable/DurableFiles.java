package org.vigia.shared.durable;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/// File operations whose effect has reached the disk, directory entry included, when they return.
/// The order of steps is that of docs/design/spool.md.
public final class DurableFiles {
    private static final FileAttribute<Set<PosixFilePermission>> PRIVATE =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));

    private static final FileAttribute<Set<PosixFilePermission>> PRIVATE_FOLDER =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));

    private DurableFiles() {}

    /// Puts `content` into `file` as a whole: after a crash there is the old content or the new,
    /// never a mixture. Readable by the owner alone.
    ///
    /// @throws IOException when the disk refuses; the old content is then still there
    public static void replace(Path file, byte[] content) throws IOException {
        Path directory = directoryOf(file);
        Path temporary = Files.createTempFile(directory, "." + file.getFileName(), ".new", PRIVATE);
        try {
            writeSynced(temporary, content);
            Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Files.deleteIfExists(temporary);
        }
        syncDirectory(directory);
    }

    /// As [#replace], for a file that others own or read: keeps its owner, group and permissions.
    ///
    /// @throws IOException when the file is missing, the disk refuses or the owner may not be kept;
    ///   the old content is then still there
    public static void replaceKeepingOwner(Path file, byte[] content) throws IOException {
        PosixFileAttributes old = Files.readAttributes(file, PosixFileAttributes.class);
        Path directory = directoryOf(file);
        Path temporary = Files.createTempFile(directory, "." + file.getFileName(), ".new", PRIVATE);
        try {
            PosixFileAttributeView view =
                    Files.getFileAttributeView(temporary, PosixFileAttributeView.class);
            PosixFileAttributes made = view.readAttributes();
            if (!made.owner().equals(old.owner())) {
                view.setOwner(old.owner());
            }
            if (!made.group().equals(old.group())) {
                view.setGroup(old.group());
            }
            writeSynced(temporary, content);
            view.setPermissions(old.permissions());
            Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Files.deleteIfExists(temporary);
        }
        syncDirectory(directory);
    }

    /// Creates `file` with `content`; nobody ever sees a part of it under that name.
    ///
    /// @throws java.nio.file.FileAlreadyExistsException when the name is taken; nothing has changed
    /// @throws IOException when the disk refuses
    public static void create(Path file, byte[] content) throws IOException {
        Path directory = directoryOf(file);
        Path temporary = Files.createTempFile(directory, "." + file.getFileName(), ".new", PRIVATE);
        try {
            writeSynced(temporary, content);
            publish(temporary, file);
        } finally {
            Files.deleteIfExists(temporary);
        }
    }

    /// Gives the synced file `temporary` its final name without ever replacing one that exists; the
    /// temporary name stays until the caller removes it.
    ///
    /// @throws java.nio.file.FileAlreadyExistsException when the name is taken
    /// @throws IOException when the disk refuses
    public static void publish(Path temporary, Path file) throws IOException {
        Files.createLink(file, temporary);
        syncDirectory(directoryOf(file));
    }

    /// Creates `directory` and its missing parents, each entry synced, open to their owner alone.
    ///
    /// @throws IOException when the disk refuses or a file is in the way
    public static void createDirectories(Path directory) throws IOException {
        Path absolute = directory.toAbsolutePath();
        Path parent = absolute.getParent();
        if (Files.isDirectory(absolute)) {
            // Who made it may have been killed before its entry was synced. Its parents' were.
            if (parent != null && Files.isReadable(parent)) {
                syncDirectory(parent);
            }
            return;
        }
        if (parent != null) {
            createDirectories(parent);
        }
        Files.createDirectories(absolute, PRIVATE_FOLDER);
        if (parent != null) {
            syncDirectory(parent);
        }
    }

    /// Deletes `file` if it exists; its absence is on the disk afterwards.
    ///
    /// @throws IOException when the disk refuses
    public static void delete(Path file) throws IOException {
        if (Files.deleteIfExists(file)) {
            syncDirectory(directoryOf(file));
        }
    }

    /// Flushes the entries of `directory` (Linux lets a directory be opened and synced).
    ///
    /// @throws IOException when the disk refuses
    public static void syncDirectory(Path directory) throws IOException {
        try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }

    private static void writeSynced(Path file, byte[] content) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            ByteBuffer buffer = ByteBuffer.wrap(content);
            while (buffer.hasRemaining()) {
                channel.write(buffer);
            }
            channel.force(true);
        }
    }

    private static Path directoryOf(Path file) {
        Path parent = file.toAbsolutePath().getParent();
        if (parent == null) {
            throw new IllegalArgumentException("not a file's name: " + file);
        }
        return parent;
    }
}
