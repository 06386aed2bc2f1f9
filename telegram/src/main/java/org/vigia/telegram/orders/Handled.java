package org.vigia.telegram.orders;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.vigia.shared.durable.DurableFiles;
import org.vigia.shared.json.Json;
import org.vigia.telegram.bot.Update;

/// Which updates have been taken, on the disk before anything is done about them: each is obeyed at
/// most once, whatever dies when. Telegram's numbers begin anew after a quiet week, so that a low
/// number alone says nothing. For one thread.
final class Handled {
    private static final Logger LOG = LoggerFactory.getLogger(Handled.class);
    private static final int KEPT = 1_000;

    private final Path file;
    private final Set<Long> ids = new LinkedHashSet<>();
    private long offset;

    private record Saved(long offset, List<Long> ids) {}

    private Handled(Path file) {
        this.file = file;
    }

    /// Takes up what is kept in `file`, if anything. What cannot be read is as good as nothing:
    /// then only an order's age keeps it from being obeyed twice.
    static Handled load(Path file) {
        Handled handled = new Handled(file);
        try {
            if (Files.exists(file)) {
                Saved saved = Json.read(Files.readAllBytes(file), Saved.class);
                handled.offset = saved.offset();
                handled.ids.addAll(saved.ids());
            }
        } catch (IOException e) {
            LOG.error("{}: cannot be read; begun anew", file, e);
        }
        return handled;
    }

    /// What to ask for next.
    long offset() {
        return offset;
    }

    /// Takes what has not been taken before, in the order of its numbers. In memory at once; on the
    /// disk with [#save].
    List<Update> take(List<Update> updates) {
        List<Update> sorted = new ArrayList<>(updates);
        sorted.sort(Comparator.comparingLong(Update::id));
        List<Update> fresh = new ArrayList<>();
        for (Update update : sorted) {
            if (ids.add(update.id())) {
                fresh.add(update);
            }
        }
        if (!sorted.isEmpty()) {
            long next = sorted.getLast().id() + 1;
            offset = fresh.isEmpty() ? Math.max(offset, next) : next;
        }
        var oldest = ids.iterator();
        while (ids.size() > KEPT) {
            oldest.next();
            oldest.remove();
        }
        return fresh;
    }

    /// @throws IOException when the disk refuses
    void save() throws IOException {
        DurableFiles.replace(file, Json.bytes(new Saved(offset, List.copyOf(ids))));
    }
}
