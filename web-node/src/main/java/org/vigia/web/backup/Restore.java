package org.vigia.web.backup;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.vigia.shared.crypto.Sha256;
import org.vigia.shared.durable.DurableFiles;
import org.vigia.shared.durable.FolderLock;

/// Puts a backup into an empty folder: unpacked beside, compared with its sums, then renamed into
/// place (R1 to R5 of docs/design/backup.md).
public final class Restore {
    private static final String STAGE = ".restoring";
    static final String CONFIG = "restored-config";
    private static final long LEFT_FREE = 64L << 20;
    private static final int CHUNK = 64 * 1024;
    private static final int LONGEST_LINE = 66 + EntryName.LONGEST;

    private final Path data;
    private final Path stage;
    private final Path unpacked;
    private final Path checked;
    private final Path verified;
    private final Observer observer;
    private String version = "";

    /// Where it has got to.
    enum Stage {
        UNPACKED,
        VERIFIED,
        /// Another folder has been put into place.
        MOVED
    }

    /// Hears of each stage.
    interface Observer {
        void reached(Stage stage) throws IOException;
    }

    /// What was done.
    ///
    /// @param files how many are in place; 0 where only what another had verified was moved
    /// @param version the software that has made the backup
    public record Report(long files, String version) {}

    /// @param data web-node's folder
    public Restore(Path data) {
        this(data, stage -> {});
    }

    Restore(Path data, Observer observer) {
        this.data = data;
        this.stage = data.resolve(STAGE);
        this.unpacked = stage.resolve("unpacked");
        this.checked = stage.resolve("checked");
        this.verified = stage.resolve("verified");
        this.observer = observer;
    }

    /// Lets nobody work on what is half restored.
    ///
    /// @throws IOException where that is so
    public static void refuseUnfinished(Path data) throws IOException {
        if (Files.exists(data.resolve(STAGE))) {
            throw new IOException(
                    "%s: a restore was interrupted here; repeat it".formatted(data.resolve(STAGE)));
        }
    }

    /// Whether one was interrupted that only has to be finished, without its archive.
    public boolean isVerified() {
        return Files.exists(verified);
    }

    /// Does it.
    ///
    /// @param archive as [Backup] writes it; stays the caller's to close
    /// @throws IOException when the folder is in use or not empty, or the archive is not a whole
    ///   backup; then nothing has been put into place
    public Report from(InputStream archive) throws IOException {
        refuseUse();
        refuseContent();
        DurableFiles.createDirectories(stage);
        try (FolderLock lock = FolderLock.take(stage)) {
            if (!lock.channel().isOpen()) {
                throw new IOException(stage + ": cannot be locked");
            }
            long files = 0;
            if (!isVerified()) {
                files = unpackVerified(archive);
            }
            refuseInTheWay();
            for (Path entry : Folders.entries(checked)) {
                DurableFiles.createDirectories(data);
                Files.move(entry, data.resolve(entry.getFileName()));
                observer.reached(Stage.MOVED);
            }
            DurableFiles.createDirectories(data.resolve("store"));
            DurableFiles.syncDirectory(data);
            Folders.delete(checked);
            Folders.delete(stage);
            DurableFiles.syncDirectory(data);
            return new Report(files, version);
        }
    }

    private long unpackVerified(InputStream archive) throws IOException {
        boolean done = false;
        try {
            Folders.delete(unpacked);
            Folders.delete(checked);
            DurableFiles.createDirectories(unpacked);
            DurableFiles.createDirectories(checked);
            unpack(new TarReader(archive));
            observer.reached(Stage.UNPACKED);
            long files = sift();
            Folders.delete(unpacked);
            refuseInTheWay();
            DurableFiles.create(verified, new byte[0]);
            done = true;
            observer.reached(Stage.VERIFIED);
            return files;
        } finally {
            if (!done) {
                Folders.delete(stage);
            }
        }
    }

    private void refuseUse() throws IOException {
        Path store = data.resolve("store");
        if (Files.exists(store.resolve("lock"))) {
            FolderLock.take(store).close();
        }
    }

    private void refuseContent() throws IOException {
        DurableFiles.createDirectories(data);
        if (isVerified()) {
            return;
        }
        try (var entries = Files.newDirectoryStream(data)) {
            for (Path entry : entries) {
                if (!Set.of(STAGE, "lost+found").contains(entry.getFileName().toString())) {
                    throw new IOException(
                            "%s is not empty: it holds %s; a backup goes into an empty folder"
                                    .formatted(data, entry.getFileName()));
                }
            }
        }
    }

    /// What has come into the folder meanwhile is not overwritten.
    private void refuseInTheWay() throws IOException {
        for (Path entry : Folders.entries(checked)) {
            Path place = data.resolve(entry.getFileName());
            if (Files.exists(place, LinkOption.NOFOLLOW_LINKS)) {
                throw new IOException(
                        place + " is in the way: move it elsewhere, and repeat the restore");
            }
        }
    }

    private void unpack(TarReader tar) throws IOException {
        TarReader.Entry last = null;
        for (Optional<TarReader.Entry> next = tar.next(); next.isPresent(); next = tar.next()) {
            TarReader.Entry entry = next.get();
            boolean first = last == null;
            if (first != entry.name().text().equals(EntryName.FORMAT)) {
                throw new IOException("not a backup: it does not begin with " + EntryName.FORMAT);
            }
            if (last != null && last.name().text().equals(EntryName.SUMS)) {
                throw new IOException("not a backup: something stands behind " + EntryName.SUMS);
            }
            Path file = unpacked.resolve(entry.name().text());
            unpack(tar, entry, file);
            if (first) {
                checkFormat(file);
            }
            last = entry;
        }
        if (last == null || !last.name().text().equals(EntryName.SUMS)) {
            throw new IOException("the archive is not whole: no " + EntryName.SUMS + " at its end");
        }
    }

    private void unpack(TarReader tar, TarReader.Entry entry, Path file) throws IOException {
        if (Files.getFileStore(stage).getUsableSpace() - entry.size() < LEFT_FREE) {
            throw new IOException(
                    "%s: there is no room for %s of %d bytes"
                            .formatted(data, entry.name(), entry.size()));
        }
        Files.createDirectories(file.getParent());
        Files.deleteIfExists(file);
        byte[] chunk = new byte[CHUNK];
        try (FileChannel channel =
                FileChannel.open(
                        file,
                        Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
                        PosixFilePermissions.asFileAttribute(
                                PosixFilePermissions.fromString("rw-------")))) {
            for (int n = tar.read(chunk); n >= 0; n = tar.read(chunk)) {
                ByteBuffer bytes = ByteBuffer.wrap(chunk, 0, n);
                while (bytes.hasRemaining()) {
                    channel.write(bytes);
                }
            }
        }
        Files.setLastModifiedTime(file, FileTime.from(entry.mtimeSeconds(), TimeUnit.SECONDS));
    }

    private void checkFormat(Path file) throws IOException {
        byte[] start;
        try (InputStream in = Files.newInputStream(file)) {
            start = in.readNBytes(1000);
        }
        List<String> lines = new String(start, StandardCharsets.US_ASCII).lines().toList();
        if (lines.size() != 3 || !lines.getFirst().equals(Backup.FORMAT)) {
            throw new IOException(
                    "not a backup that this version reads: its form is not " + Backup.FORMAT);
        }
        version = lines.get(1).replaceAll("[^ -~]", "?");
    }

    /// What the sums name, and what they say of it, goes on; the rest stays behind.
    private long sift() throws IOException {
        long files = 0;
        try (BufferedReader sums =
                Files.newBufferedReader(
                        unpacked.resolve(EntryName.SUMS), StandardCharsets.ISO_8859_1)) {
            for (String line = line(sums); line != null; line = line(sums)) {
                if (line.length() < 67 || !line.startsWith("  ", 64)) {
                    throw new IOException(EntryName.SUMS + ": a line is none");
                }
                EntryName name = EntryName.read(line.substring(66));
                Path file = unpacked.resolve(name.text());
                if (!Files.exists(file)) {
                    throw new IOException("the archive is not whole: no " + name);
                }
                if (!Sha256.of(file).equals(line.substring(0, 64))) {
                    throw new IOException("the archive is damaged: %s differs".formatted(name));
                }
                Optional<String> place = place(name);
                if (place.isPresent()) {
                    move(file, checked.resolve(place.get()));
                    files++;
                }
            }
        }
        Folders.sync(checked);
        return files;
    }

    /// The next line of the sums; null at their end. None is taken that fills the memory.
    private static @Nullable String line(BufferedReader sums) throws IOException {
        StringBuilder line = new StringBuilder();
        int c = sums.read();
        if (c < 0) {
            return null;
        }
        for (; c >= 0 && c != '\n'; c = sums.read()) {
            if (line.length() == LONGEST_LINE) {
                throw new IOException(EntryName.SUMS + ": a line is none");
            }
            line.append((char) c);
        }
        return line.toString();
    }

    private static Optional<String> place(EntryName name) {
        String text = name.text();
        if (text.startsWith(EntryName.DATA + "/")) {
            return Optional.of(text.substring(EntryName.DATA.length() + 1)).filter(Backup::holds);
        }
        return text.startsWith(EntryName.CONFIG + "/")
                ? Optional.of(CONFIG + text.substring(EntryName.CONFIG.length()))
                : Optional.empty();
    }

    private static void move(Path file, Path place) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            channel.force(true);
        }
        Files.createDirectories(
                place.getParent(),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        Files.move(file, place);
    }
}
