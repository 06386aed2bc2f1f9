package org.vigia.telegram.outbox;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.vigia.shared.durable.DurableFiles;
import org.vigia.shared.durable.Journal;
import org.vigia.shared.json.Json;

/// The journal on the disk. Nothing waits for it, since an alert that is told and forgotten by a
/// restart is better than one that is not told. What a disk has refused may be there in part: from
/// then on it takes nothing but the whole anew. Used by one thread, but for [#isFailing].
final class Ledger {
    private static final Logger LOG = LoggerFactory.getLogger(Ledger.class);
    private static final long LONG = 1L << 20;

    private final Path file;
    private final Journal journal;
    private final List<Line> unwritten = new ArrayList<>();
    private volatile boolean failing;

    Ledger(Path file) {
        this.file = file;
        this.journal = new Journal(file);
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
            } catch (IOException | RuntimeException e) {
                // Whatever is wrong with one alert, the others are to be told. What the parser says
                // may quote the line, which holds ids.
                LOG.error("{}: line {} cannot be read and is skipped", file, number);
            }
        }
    }

    void add(Line line) {
        if (!failing) {
            unwritten.add(line);
        }
    }

    /// Writes what waits.
    void write() {
        if (unwritten.isEmpty() || failing) {
            return;
        }
        try {
            journal.appendAll(unwritten.stream().map(Json::text).toList());
        } catch (IOException | RuntimeException e) {
            failed(e);
        }
        unwritten.clear();
    }

    private void failed(Exception e) {
        if (!failing) {
            LOG.error("{}: not written; a restart would forget what waits", file, e);
        }
        failing = true;
    }

    /// Whether lines are lacking, so that it must be begun anew.
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

    /// Begins anew with what still counts. Where the disk refuses, the old file is still there.
    void rewrite(List<Line> lines) {
        try {
            StringBuilder text = new StringBuilder();
            lines.forEach(line -> text.append(Json.text(line)).append('\n'));
            DurableFiles.replace(file, text.toString().getBytes(StandardCharsets.UTF_8));
            unwritten.clear();
            if (failing) {
                LOG.info("telegram: the disk takes the journal of alerts again");
            }
            failing = false;
        } catch (IOException | RuntimeException e) {
            failed(e);
        }
    }
}
