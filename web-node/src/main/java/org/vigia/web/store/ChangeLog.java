package org.vigia.web.store;

import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.Set;
import org.vigia.shared.durable.DurableFiles;
import org.vigia.shared.event.EventId;

/// Which events may have changed since the index was last known to be on the disk, so that it need
/// not read all again: `changes.jsonl`, written before the change. Not safe for several threads.
final class ChangeLog {
    private final Path path;
    private final LineFile<Changed> lines;

    /// One event.
    record Changed(String camera, EventId event) {}

    ChangeLog(Path path) {
        this.path = path;
        this.lines = new LineFile<>(path, Changed.class);
    }

    void note(String camera, EventId event) throws IOException {
        lines.append(new Changed(camera, event));
    }

    Set<Changed> all() throws IOException {
        Set<Changed> all = new LinkedHashSet<>();
        lines.forEach(all::add);
        return all;
    }

    void forget() throws IOException {
        DurableFiles.delete(path);
    }
}
