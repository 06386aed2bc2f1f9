package org.vigia.web.backup;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import org.vigia.shared.event.EvidenceName;

/// Copies events' folders while they may change (B1 to B3 of docs/design/backup.md).
final class EventCopies {
    private static final int ATTEMPTS = 100;

    private final Path data;
    private final Archive archive;
    private final Map<String, Long> fingerprints = new HashMap<>();

    /// A file as its folder's list has it.
    private record Item(String name, long size, long mtimeMillis) {
        boolean isEvidence() {
            return EvidenceName.parse(name).isPresent();
        }

        /// The journal after all that it speaks of.
        int place() {
            return isEvidence() ? 0 : name.endsWith(".jsonl") ? 2 : 1;
        }
    }

    /// @param data what the names in the archive begin behind
    EventCopies(Path data, Archive archive) {
        this.data = data;
        this.archive = archive;
    }

    int count() {
        return fingerprints.size();
    }

    /// Copies a folder, unless it is as it was when it was copied last.
    void copyIfChanged(Path folder) throws IOException {
        Long last = fingerprints.get(key(folder));
        if (last == null || last != fingerprint(list(folder))) {
            copy(folder);
        }
    }

    /// Copies a folder: all of it the first two times, after that the evidence that is new and
    /// everything else, since of the bulk's folders no hash is held in memory.
    void copy(Path folder) throws IOException {
        String key = key(folder);
        Map<EntryName, String> held = new TreeMap<>(EntryName.ORDER);
        if (fingerprints.containsKey(key)) {
            held.putAll(archive.sums().reopen(key));
        }
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            List<Item> before = list(folder);
            Map<EntryName, String> hashes = new TreeMap<>(EntryName.ORDER);
            boolean whole = copy(folder, before, held, hashes);
            if (whole && list(folder).equals(before)) {
                archive.sums().put(key, hashes);
                fingerprints.put(key, fingerprint(before));
                return;
            }
            held.putAll(hashes);
        }
        throw new IOException(folder + ": changes faster than it can be copied");
    }

    /// @param held what is in the archive of it, since evidence never changes
    /// @return false where a file has gone meanwhile
    private boolean copy(
            Path folder,
            List<Item> items,
            Map<EntryName, String> held,
            Map<EntryName, String> hashes)
            throws IOException {
        for (Item item : items) {
            EntryName name = EntryName.in(data, folder.resolve(item.name()));
            String known = item.isEvidence() ? held.get(name) : null;
            try {
                hashes.put(name, known == null ? copy(folder.resolve(item.name()), name) : known);
            } catch (NoSuchFileException e) {
                return false;
            }
        }
        return true;
    }

    private String copy(Path file, EntryName name) throws IOException {
        return archive.copy(name, file, Archive.extent(file));
    }

    private List<Item> list(Path folder) throws IOException {
        List<Item> items = new ArrayList<>();
        for (Path file : Folders.entries(folder)) {
            item(file).ifPresent(items::add);
        }
        items.sort(Comparator.comparingInt(Item::place).thenComparing(Item::name));
        return items;
    }

    private Optional<Item> item(Path file) throws IOException {
        String name = file.getFileName().toString();
        try {
            BasicFileAttributes is =
                    Files.readAttributes(
                            file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
            if (is.isRegularFile() && EntryName.isPart(name)) {
                return Optional.of(new Item(name, is.size(), is.lastModifiedTime().toMillis()));
            }
            archive.leaveOut(file, "not a file that an event has");
            return Optional.empty();
        } catch (NoSuchFileException e) {
            return Optional.empty(); // Gone between two looks.
        }
    }

    private static long fingerprint(List<Item> items) {
        long fingerprint = 1;
        for (Item item : items) {
            fingerprint = fingerprint * 1_000_003 + Objects.hash(item.name(), item.size());
            fingerprint = fingerprint * 1_000_003 + item.mtimeMillis();
        }
        return fingerprint;
    }

    private String key(Path folder) {
        return data.relativize(folder).toString();
    }
}
