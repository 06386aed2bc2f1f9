package org.vigia.web.backup;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.vigia.shared.event.EventId;
import org.vigia.shared.time.Pace;
import org.vigia.web.store.StoreProgress;

/// Copies the store: all of it, what has changed meanwhile, then rounds until one in which no
/// statement was made (B3 and B4 of docs/design/backup.md).
final class StoreCopy {
    private static final int ROUNDS = 500;
    private static final Duration BETWEEN = Duration.ofMillis(200);

    private final Path data;
    private final Path root;
    private final Archive archive;
    private final EventCopies events;
    private final StoreProgress progress;
    private final Pace pace;
    private final Backup.Observer observer;
    private final Set<Path> streams = new HashSet<>();
    private final Set<Path> decisions = new HashSet<>();
    private final Set<Path> passing = new HashSet<>();
    private Set<Path> undone = Set.of();

    StoreCopy(Path data, Archive archive, Pace pace, Backup.Observer observer) {
        this.data = data;
        this.root = data.resolve("store");
        this.archive = archive;
        this.events = new EventCopies(data, archive);
        this.progress = new StoreProgress(root);
        this.pace = pace;
        this.observer = observer;
    }

    /// Copies all of it.
    ///
    /// @return how many events
    int run() throws IOException, InterruptedException {
        StoreProgress.Position known = progress.now();
        undone = Set.copyOf(entries(root.resolve("deleting")));
        forEachEvent(events::copy);
        observer.reached(Backup.Stage.BULK);
        copyStreams();
        forEachEvent(events::copyIfChanged);
        observer.reached(Backup.Stage.SECOND_LOOK);
        for (int i = 0; i < ROUNDS; i++) {
            observer.reached(Backup.Stage.ROUND);
            StoreProgress.Position now = progress.now();
            if (round(progress.foldersBetween(known, now), now.ledger())) {
                copyJournal("receipts.jsonl", file -> now.ledger());
                copyJournal("arrivals.jsonl", Archive.extent(root.resolve("arrivals.jsonl")));
                return events.count();
            }
            known = now;
            pace.sleep(BETWEEN);
        }
        throw new IOException(root + ": changes faster than it can be copied; try again later");
    }

    /// Copies what has changed since the round before.
    ///
    /// @return whether it is a moment's copy
    private boolean round(Set<Path> changed, long ledger) throws IOException {
        copyStreams();
        Set<Path> deciding = copyDecisions();
        Set<Path> folders = new TreeSet<>(changed);
        // A deletion that was begun long before ends without another statement.
        undone.stream()
                .filter(decision -> !deciding.contains(decision))
                .forEach(decision -> progress.folderOfDecision(decision).ifPresent(folders::add));
        undone = deciding;
        for (Path folder : folders) {
            if (Folders.isFolder(folder)) {
                events.copy(folder);
            }
        }
        copyPassing();
        observer.reached(Backup.Stage.COPIED);
        boolean decided = entries(root.resolve("deleting")).containsAll(deciding);
        return decided && progress.now().ledger() == ledger;
    }

    private interface Copying {
        void copy(Path folder) throws IOException;
    }

    private void forEachEvent(Copying copying) throws IOException {
        for (Path camera : entries(root.resolve("cameras"))) {
            for (Path prefix : entries(camera)) {
                for (Path folder : entries(prefix)) {
                    if (EventId.isId(folder.getFileName().toString()) && isCamera(camera)) {
                        copying.copy(folder);
                    } else {
                        archive.leaveOut(folder, "no event has its folder here");
                    }
                }
            }
        }
    }

    private List<Path> entries(Path folder) throws IOException {
        if (Files.isSymbolicLink(folder)) {
            archive.leaveOut(folder, Backup.LINK);
        }
        return Folders.entries(folder);
    }

    private static boolean isCamera(Path folder) {
        return EntryName.isPart(folder.getFileName().toString());
    }

    /// Each once: a film that grows is copied as far as it has come.
    private void copyStreams() throws IOException {
        for (Path camera : entries(root.resolve("streams"))) {
            for (Path file : entries(camera)) {
                if (file.toString().endsWith(".stream") && streams.add(file)) {
                    archive.add(EntryName.in(data, file), file);
                }
            }
        }
    }

    private Set<Path> copyDecisions() throws IOException {
        List<Path> now = entries(root.resolve("deleting"));
        replace(decisions, now);
        return new HashSet<>(now);
    }

    /// What says of a film that its clip is awaited, what a camera has given up, and manifests on
    /// their way in.
    private void copyPassing() throws IOException {
        Set<Path> now = new HashSet<>();
        for (Path camera : entries(root.resolve("streams"))) {
            entries(camera).stream()
                    .filter(file -> file.toString().endsWith(".awaits"))
                    .forEach(now::add);
        }
        for (Path camera : entries(root.resolve("cameras"))) {
            entries(camera).stream()
                    .filter(file -> file.toString().endsWith(".jsonl"))
                    .forEach(now::add);
        }
        entries(root.resolve("incoming")).stream()
                .filter(file -> file.getFileName().toString().contains(".manifest."))
                .forEach(now::add);
        replace(passing, now);
    }

    /// Copies files, and forgets those of former rounds that are gone.
    private void replace(Set<Path> before, Iterable<Path> now) throws IOException {
        for (Path file : before) {
            archive.forget(EntryName.in(data, file));
        }
        before.clear();
        for (Path file : now) {
            archive.add(EntryName.in(data, file), file);
            before.add(file);
        }
    }

    private void copyJournal(String name, Archive.Extent extent) throws IOException {
        Path file = root.resolve(name);
        if (Files.exists(file)) {
            archive.add(EntryName.in(data, file), file, extent);
        }
    }
}
