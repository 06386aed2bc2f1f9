package org.vigia.telegram.outbox;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.vigia.shared.event.EventId;
import org.vigia.shared.lifecycle.NamedThreads;

/// The one thread that writes what the outbox must not forget: a disk that hangs holds up no text.
/// Methods may be called by any thread.
final class Disk implements Shelf, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Disk.class);
    private static final Duration CLOSE_PATIENCE = Duration.ofSeconds(5);
    private static final long POLL_MILLIS = 1_000;
    private static final int LOOK_AT_LENGTH = 1_000;

    private final Ledger ledger;
    private final Media media;
    private final Consumer<News> kept;
    private final BlockingQueue<Job> jobs = new LinkedBlockingQueue<>();
    private volatile boolean failing;
    private volatile boolean journalLong;
    private volatile boolean closing;
    private int written;
    private @Nullable Thread thread;

    private sealed interface Job {
        record Write(Line line) implements Job {}

        record Keep(long thread, int item, EventId event, byte[] jpeg) implements Job {}

        record Drop(String file) implements Job {}

        record Rewrite(List<Line> lines) implements Job {}
    }

    /// @param kept is told of pictures that are on the disk
    Disk(Ledger ledger, Media media, Consumer<News> kept) {
        this.ledger = ledger;
        this.media = media;
        this.kept = kept;
    }

    void start() {
        thread = NamedThreads.start("telegram-disk", this::run);
    }

    void write(Line line) {
        jobs.add(new Job.Write(line));
    }

    @Override
    public void keep(long number, Item item, byte[] jpeg) {
        EventId event = item.event();
        if (event != null) {
            jobs.add(new Job.Keep(number, item.number(), event, jpeg));
        }
    }

    @Override
    public void drop(String file) {
        jobs.add(new Job.Drop(file));
    }

    /// Whether the journal is worth beginning anew, and has not been a moment ago.
    boolean isJournalLong() {
        return journalLong;
    }

    /// Begins the journal anew.
    ///
    /// @param lines what everything that was written before comes to
    void rewrite(List<Line> lines) {
        journalLong = false;
        jobs.add(new Job.Rewrite(lines));
    }

    boolean isFailing() {
        return failing;
    }

    /// Writes what waits and ends.
    @Override
    public void close() {
        closing = true;
        Thread running = thread;
        try {
            if (running != null && !running.join(CLOSE_PATIENCE)) {
                LOG.warn("the disk did not take the journal of alerts within {}", CLOSE_PATIENCE);
                running.interrupt();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        try {
            while (true) {
                Job job = jobs.poll(closing ? 0 : POLL_MILLIS, TimeUnit.MILLISECONDS);
                for (Job next = job; next != null; next = jobs.poll()) {
                    take(next);
                }
                ledger.write();
                failing = ledger.isFailing();
                if (written >= LOOK_AT_LENGTH) {
                    written = 0;
                    journalLong = ledger.isLong();
                }
                if (job == null && closing) {
                    return;
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void take(Job job) {
        switch (job) {
            case Job.Write(Line line) -> {
                ledger.add(line);
                written++;
            }
            case Job.Keep(long number, int item, EventId event, byte[] jpeg) -> {
                // What it is a picture of stands before it in the journal.
                ledger.write();
                try {
                    String file = media.keep(event, jpeg);
                    kept.accept(new News.Kept(number, item, file, jpeg.length));
                } catch (IOException e) {
                    LOG.warn("event {}: its picture is kept in memory only", event, e);
                }
            }
            case Job.Drop(String file) -> media.drop(file);
            case Job.Rewrite(List<Line> lines) -> {
                try {
                    ledger.rewrite(lines);
                } catch (IOException e) {
                    LOG.warn("telegram: the journal of alerts stays as long as it is", e);
                }
            }
        }
    }
}
