package org.vigia.web.backup;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.vigia.shared.time.Pace;

/// Copies everything that web-node knows, beside a running one if need be, so that the copy is what
/// its disk could have held after a power cut: by B1 to B6 of docs/design/backup.md. Reads only.
public final class Backup {
    /// The form of what is written.
    static final String FORMAT = "vigia-backup/1";

    static final String LINK = "a link, or a name that no file here has";

    private static final String RECEIPT_KEY = "receipt-key";
    private static final String UNREADABLE = "the user vigia-web cannot read it";
    private static final Set<String> NEVER =
            Set.of(
                    "index",
                    "thumbnails",
                    "lost+found",
                    Restore.CONFIG,
                    "telegram/outbox",
                    "telegram/films",
                    "store/lock",
                    "store/changes.jsonl");

    private final Path data;
    private final Map<String, Path> configuration;
    private final String version;
    private final Clock clock;
    private final Pace pace;
    private final Observer observer;

    /// Where it has got to.
    enum Stage {
        BEGUN,
        /// All folders have been copied once.
        BULK,
        /// Those that had changed have been copied again.
        SECOND_LOOK,
        /// Before a round is looked at.
        ROUND,
        /// A round has copied what it has to; whether it is a moment's copy is still to be seen.
        COPIED,
        /// Nothing of the store is looked at any more.
        STORE
    }

    /// Hears of each stage.
    interface Observer {
        Observer NONE = stage -> {};

        void reached(Stage stage) throws IOException;
    }

    /// What was written.
    ///
    /// @param events how many
    /// @param files how many, those counted twice that were copied twice
    /// @param bytes the archive's size
    /// @param remarks what was left out, a line each
    /// @param faults what is not what its name says, a line each
    public record Report(
            int events, long files, long bytes, List<String> remarks, List<String> faults) {}

    /// @param data web-node's folder
    /// @param configuration its configuration's files, and what they are to be called
    /// @param version web-node's
    public Backup(
            Path data, Map<String, Path> configuration, String version, Clock clock, Pace pace) {
        this(data, configuration, version, clock, pace, Observer.NONE);
    }

    Backup(
            Path data,
            Map<String, Path> configuration,
            String version,
            Clock clock,
            Pace pace,
            Observer observer) {
        this.data = data;
        this.configuration = configuration;
        this.version = version;
        this.clock = clock;
        this.pace = pace;
        this.observer = observer;
    }

    /// Writes it.
    ///
    /// @param out stays the caller's to close, and to sync
    /// @param scratch a folder for a file without a name, of some 200 bytes a file of the backup
    /// @throws IOException when something cannot be read or written; what was written is no backup
    /// @throws InterruptedException when the thread is interrupted
    public Report writeTo(OutputStream out, Path scratch) throws IOException, InterruptedException {
        Path folder = data.toRealPath();
        if (!Files.isRegularFile(folder.resolve(RECEIPT_KEY), LinkOption.NOFOLLOW_LINKS)) {
            throw new IOException(
                    "%s: no %s is there, so this is no node's folder".formatted(data, RECEIPT_KEY));
        }
        try (Sums sums = Sums.in(scratch)) {
            long now = clock.millis();
            Archive archive = new Archive(out, sums, now / 1000);
            archive.addText(
                    new EntryName(EntryName.FORMAT),
                    "%s\n%s\n%s\n".formatted(FORMAT, version, Instant.ofEpochMilli(now)));
            for (Map.Entry<String, Path> file : configuration.entrySet()) {
                copyConfiguration(archive, file.getKey(), file.getValue());
            }
            observer.reached(Stage.BEGUN);
            int events = new StoreCopy(folder, archive, pace, observer).run();
            observer.reached(Stage.STORE);
            copyOthers(archive, folder);
            archive.finish();
            return new Report(
                    events, archive.files(), archive.bytes(), archive.remarks(), archive.faults());
        }
    }

    private static void copyConfiguration(Archive archive, String name, Path file)
            throws IOException {
        Optional<Path> real = readable(file);
        if (real.isPresent()) {
            archive.add(new EntryName(EntryName.CONFIG + "/" + name), real.get());
        } else {
            archive.leaveOut(file, UNREADABLE);
        }
    }

    /// Where one of the owner's files lies: who renews certificates puts links in their place.
    private static Optional<Path> readable(Path file) throws IOException {
        try {
            return Optional.of(file.toRealPath()).filter(Files::isReadable);
        } catch (FileSystemException e) {
            return Optional.empty();
        }
    }

    /// Whether a backup may hold a file of the data folder.
    static boolean holds(String file) {
        return NEVER.stream().noneMatch(name -> file.equals(name) || file.startsWith(name + "/"));
    }

    private static void copyOthers(Archive archive, Path data) throws IOException {
        for (Path entry : Folders.entries(data)) {
            if (!entry.getFileName().toString().equals("store")) {
                copyTree(archive, data, entry);
            }
        }
    }

    private static void copyTree(Archive archive, Path data, Path path) throws IOException {
        String name = path.getFileName().toString();
        if (!holds(data.relativize(path).toString())) {
            return;
        }
        if (Files.isSymbolicLink(path) || !EntryName.isPart(name)) {
            archive.leaveOut(path, LINK);
        } else if (!Folders.isFolder(path)) {
            archive.add(EntryName.in(data, path), path);
        } else {
            for (Path entry : Folders.entries(path)) {
                copyTree(archive, data, entry);
            }
        }
    }
}
