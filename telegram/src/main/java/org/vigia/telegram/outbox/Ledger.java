package org.vigia.telegram.outbox;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.vigia.shared.durable.DurableFiles;
import org.vigia.shared.durable.Journal;
import org.vigia.shared.json.Json;
import org.vigia.shared.time.Pace;

/// The journal on the disk. What a disk does not take is kept and offered again: nothing waits for
/// it, since an alert that is told and forgotten by a restart is better than one that is not told.
/// Used by one thread.
final class Ledger {
    private static final Logger LOG = LoggerFactory.getLogger(Ledger.class);
    private static final long AGAIN_NANOS = Duration.ofSeconds(5).toNanos();
    private static final long LONG = 1L << 20;
    private static final int MOST_UNWRITTEN = 20_000;

    private final Path file;
    private final Journal journal;
    private final Pace pace;
    private final List<Line> unwritten = new ArrayList<>();
    private boolean failing;
    private long failedNanos;

    Ledger(Path file, Pace pace) {
        this.file = file;
        this.journal = new Journal(file);
        this.pace = pace;
    }

    /// Takes up what is there. A line that cannot be read is reported and skipped.
    ///
    /// @throws IOException when the file cannot be read
    void load(Threads threads) throws IOException {
        int number = 0;
        for (String text : journal.lines()) {
            number++;
            try {
                threads.apply(Json.read(text, Line.class));
            } catch (IOException | IllegalArgumentException | IndexOutOfBoundsException e) {
                // What the parser says may quote the line, which holds ids.
                LOG.error("{}: line {} cannot be read and is skipped", file, number);
            }
        }
    }

    void add(Line line) {
        unwritten.add(line);
        if (unwritten.size() > MOST_UNWRITTEN) {
            unwritten.removeFirst();
        }
    }

    /// Writes what waits, unless the disk has refused a moment ago.
    void write() {
        if (unwritten.isEmpty() || (failing && pace.nanos() - failedNanos < AGAIN_NANOS)) {
            return;
        }
        try {
            journal.appendAll(unwritten.stream().map(Json::text).toList());
            unwritten.clear();
            if (failing) {
                LOG.info("telegram: the disk takes the journal of alerts again");
            }
            failing = false;
        } catch (IOException e) {
            if (!failing) {
                LOG.error("{}: not written; a restart would forget what waits", file, e);
            }
            failing = true;
            failedNanos = pace.nanos();
        }
    }

    boolean isFailing() {
        return failing;
    }

    /// Whether it is worth beginning anew.
    boolean isLong() {
        try {
            return journal.size() > LONG;
        } catch (IOException e) {
            return false;
        }
    }

    /// Begins anew with what still counts.
    ///
    /// @throws IOException when the disk refuses; the old file is then still there
    void rewrite(List<Line> lines) throws IOException {
        StringBuilder text = new StringBuilder();
        lines.forEach(line -> text.append(Json.text(line)).append('\n'));
        DurableFiles.replace(file, text.toString().getBytes(StandardCharsets.UTF_8));
        unwritten.clear();
    }
}
