package org.vigia.web.seen;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.vigia.shared.durable.DurableFiles;
import org.vigia.shared.durable.Journal;
import org.vigia.shared.json.Json;
import org.vigia.web.event.SeenArrivals;

/// One account's. Not safe for several threads.
final class SeenFile {
    /// So many more lines than ranges, and the file is written anew.
    static final int SPARE_LINES = 256;

    // Who looks at every second event of years needs no more; the oldest gaps count as seen then.
    private static final int MAX_RANGES = 20_000;

    private static final Logger LOG = LoggerFactory.getLogger(SeenFile.class);

    private final Path path;
    private final Journal journal;
    private final NavigableMap<Long, Long> ranges = new TreeMap<>();
    private long upTo;
    private int lines;
    private SeenArrivals snapshot = SeenArrivals.upTo(0);

    /// Reads it, or begins it where there is none.
    ///
    /// @param newest up to which a new account has seen everything
    SeenFile(Path path, long newest) throws IOException {
        this.path = path;
        this.journal = new Journal(path);
        boolean fresh = !Files.exists(path);
        for (String line : journal.lines()) {
            lines++;
            try {
                apply(Json.read(line, SeenLine.class));
            } catch (IOException e) {
                LOG.warn("{}: line {} is passed over: {}", path, lines, e.getMessage());
            }
        }
        if (fresh) {
            upTo = newest;
            rewrite();
        }
        snapshot = new SeenArrivals(upTo, ranges);
    }

    SeenArrivals seen() {
        return snapshot;
    }

    /// Adds something; on the disk when this returns. What says nothing new is not written.
    void add(SeenLine line) throws IOException {
        boolean known =
                line.upTo() <= upTo
                        && line.ranges().stream()
                                .allMatch(r -> r.get(0).equals(r.get(1)) && snapshot.has(r.get(0)));
        if (known) {
            return;
        }
        if (lines > ranges.size() + SPARE_LINES) {
            apply(line);
            rewrite();
        } else {
            journal.append(Json.text(line));
            lines++;
            apply(line);
        }
        snapshot = new SeenArrivals(upTo, ranges);
    }

    private void apply(SeenLine line) {
        upTo = Math.max(upTo, line.upTo());
        line.ranges().forEach(range -> join(range.get(0), range.get(1)));
        absorb();
        while (ranges.size() > MAX_RANGES) {
            upTo = ranges.pollFirstEntry().getValue();
            absorb();
        }
    }

    private void join(long from, long to) {
        long first = from;
        long last = to;
        var below = ranges.floorEntry(first - 1);
        if (below != null && below.getValue() >= first - 1) {
            first = below.getKey();
        }
        for (var next = ranges.ceilingEntry(first);
                next != null && next.getKey() - 1 <= last;
                next = ranges.ceilingEntry(first)) {
            last = Math.max(last, next.getValue());
            ranges.remove(next.getKey());
        }
        ranges.put(first, last);
    }

    /// What the watermark has reached is part of it.
    private void absorb() {
        while (!ranges.isEmpty() && ranges.firstKey() - 1 <= upTo) {
            upTo = Math.max(upTo, ranges.pollFirstEntry().getValue());
        }
    }

    private void rewrite() throws IOException {
        List<List<Long>> pairs =
                ranges.entrySet().stream().map(r -> List.of(r.getKey(), r.getValue())).toList();
        String text = Json.text(new SeenLine(upTo, pairs)) + "\n";
        DurableFiles.replace(path, text.getBytes(StandardCharsets.UTF_8));
        lines = 1;
    }
}
