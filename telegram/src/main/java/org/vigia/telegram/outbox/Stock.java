package org.vigia.telegram.outbox;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.vigia.telegram.bot.Message;

/// What pictures and films there are: in memory until they are on the disk, then there. Used by one
/// thread.
final class Stock implements Uploads {
    /// More in memory, and a disk that hangs would take the heap.
    static final long MOST_MEMORY = 16L << 20;

    private final Shelf shelf;
    private final UnaryOperator<String> folder;
    private final Map<Place, byte[]> memory = new LinkedHashMap<>();
    private final Map<String, Long> files = new HashMap<>();

    /// Where an item is to be found: a thread's number, and its own in it.
    record Place(long thread, int item) {}

    /// @param folder a file's name there → its path
    Stock(Shelf shelf, UnaryOperator<String> folder) {
        this.shelf = shelf;
        this.folder = folder;
    }

    void picture(long thread, Item item, byte[] jpeg) {
        memory.put(new Place(thread, item.number()), jpeg);
        shelf.keep(thread, item, jpeg);
    }

    void onDisk(long thread, int item, String file, long bytes) {
        memory.remove(new Place(thread, item));
        files.put(file, bytes);
    }

    void drop(long thread, Item item) {
        memory.remove(new Place(thread, item.number()));
        String file = item.file();
        if (file != null && files.remove(file) != null) {
            shelf.drop(file);
        }
    }

    /// Drops a file that no thread has taken.
    void discard(String file) {
        if (!files.containsKey(file)) {
            shelf.drop(file);
        }
    }

    long bytes() {
        return files.values().stream().mapToLong(Long::longValue).sum() + memoryBytes();
    }

    /// The picture that waits longest in memory alone; empty where there is room for all.
    Optional<Place> tooMuch() {
        return memoryBytes() > MOST_MEMORY
                ? memory.keySet().stream().findFirst()
                : Optional.empty();
    }

    private long memoryBytes() {
        return memory.values().stream().mapToLong(b -> b.length).sum();
    }

    boolean holds(long thread, Item item) {
        return memory.containsKey(new Place(thread, item.number()))
                || (item.file() != null && files.containsKey(item.file()));
    }

    @Override
    public Optional<Message.Upload> of(long thread, Item item) {
        byte[] jpeg = memory.get(new Place(thread, item.number()));
        if (jpeg != null) {
            return Optional.of(new Message.Upload.Bytes(jpeg));
        }
        String file = item.file();
        return file == null || !files.containsKey(file)
                ? Optional.empty()
                : Optional.of(new Message.Upload.Stored(java.nio.file.Path.of(folder.apply(file))));
    }
}
