package org.vigia.telegram.outbox;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.vigia.shared.event.EventId;
import org.vigia.shared.lifecycle.NamedThreads;
import org.vigia.shared.time.Pace;

/// The one thread that writes what the outbox must not forget: a disk that hangs holds up no text.
/// Methods may be called by any thread.
final class Disk implements Shelf, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Disk.class);
    private static final Duration CLOSE_PATIENCE = Duration.ofSeconds(5);
    private static final long POLL_MILLIS = 1_000;
    private static final int LOOK_AT_LENGTH = 1_000;
    private static final long AGAIN_NANOS = Duration.ofSeconds(5).toNanos();
    // More than waits at the worst of times; beyond it the whole is written anew.
    private static final int MOST_LINES = 20_000;
    private static final long MOST_PICTURE_BYTES = 16L << 20;

    private final Ledger ledger;
    private final Media media;
    private final Consumer<News> news;
    private final Pace pace;
    private final AtomicLong pictureBytes = new AtomicLong();
    private final BlockingQueue<Job> jobs = new LinkedBlockingQueue<>();
    private volatile boolean lacking;
    private OptionalLong askedNanos = OptionalLong.empty();
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

    /// @param news is told of pictures that are on the disk, and that lines are lacking there
    Disk(Ledger ledger, Media media, Consumer<News> news, Pace pace) {
        this.ledger = ledger;
        this.media = media;
        this.news = news;
        this.pace = pace;
    }

    void start() {
        thread = NamedThreads.start("telegram-disk", this::run);
    }

    /// For one thread, that of [#rewrite].
    void write(Line line) {
        if (lacking) {
            return;
        }
        if (jobs.size() >= MOST_LINES) {
            LOG.error("telegram: the disk hangs; a restart would forget what waits");
            lacking = true;
            return;
        }
        jobs.add(new Job.Write(line));
    }

    @Override
    public void keep(long number, Item item, byte[] jpeg) {
        EventId event = item.event();
        if (event == null) {
            return;
        }
        if (pictureBytes.addAndGet(jpeg.length) > MOST_PICTURE_BYTES) {
            pictureBytes.addAndGet(-jpeg.length);
            LOG.warn("event {}: the disk hangs; its picture is kept in memory only", event);
        } else {
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

    /// Whether lines are lacking in the journal, so that it must be begun anew.
    boolean isLacking() {
        return lacking;
    }

    /// Begins the journal anew.
    ///
    /// @param lines what everything that was written before comes to
    void rewrite(List<Line> lines) {
        journalLong = false;
        lacking = false;
        jobs.add(new Job.Rewrite(lines));
    }

    /// Whether what waits would be forgotten by a restart.
    boolean isFailing() {
        Thread running = thread;
        return lacking || ledger.isFailing() || (running != null && !running.isAlive());
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
            while (!round()) {
                askForAll();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /// @return whether that was the last
    private boolean round() throws InterruptedException {
        Job job = jobs.poll(closing ? 0 : POLL_MILLIS, TimeUnit.MILLISECONDS);
        try {
            for (Job next = job; next != null; next = jobs.poll()) {
                take(next);
            }
            ledger.write();
            if (written >= LOOK_AT_LENGTH) {
                written = 0;
                journalLong = ledger.isLong();
            }
        } catch (RuntimeException e) {
            // One job that goes wrong must not keep the next from being done.
            LOG.error("telegram: the journal of alerts met a bug", e);
            lacking = true;
        }
        return job == null && closing;
    }

    /// What is lacking is had from who knows it all, now and then until the disk has taken it.
    private void askForAll() {
        if (ledger.isFailing()) {
            lacking = true;
        }
        long now = pace.nanos();
        if (!lacking) {
            askedNanos = OptionalLong.empty();
        } else if (askedNanos.isEmpty() || now - askedNanos.getAsLong() >= AGAIN_NANOS) {
            askedNanos = OptionalLong.of(now);
            news.accept(new News.Lacking());
        }
    }

    private void take(Job job) {
        switch (job) {
            case Job.Write(Line line) -> {
                ledger.add(line);
                written++;
            }
            case Job.Keep(long number, int item, EventId event, byte[] jpeg) -> {
                pictureBytes.addAndGet(-jpeg.length);
                // What it is a picture of stands before it in the journal.
                ledger.write();
                try {
                    String file = media.keep(event, jpeg);
                    news.accept(new News.Kept(number, item, file, jpeg.length));
                } catch (IOException e) {
                    LOG.warn("event {}: its picture is kept in memory only", event, e);
                }
            }
            case Job.Drop(String file) -> media.drop(file);
            case Job.Rewrite(List<Line> lines) -> ledger.rewrite(lines);
        }
    }
}
