package org.vigia.telegram.outbox;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.vigia.telegram.bot.Message;

/// What pictures and films there are: in memory until they are on the disk, then there. Used by one
/// thread.
final class Stock implements Uploads {
    private final Shelf shelf;
    private final UnaryOperator<String> folder;
    private final Map<Place, byte[]> memory = new HashMap<>();
    private final Map<String, Long> files = new HashMap<>();

    private record Place(long thread, int item) {}

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

    long bytes() {
        return files.values().stream().mapToLong(Long::longValue).sum();
    }

    boolean holds(Item item) {
        return item.file() != null && files.containsKey(item.file());
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
