package org.vigia.telegram.outbox;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.vigia.shared.durable.DurableFiles;
import org.vigia.shared.event.EventId;
import org.vigia.shared.lifecycle.NamedThreads;
import org.vigia.shared.link.AlertTrouble;
import org.vigia.shared.time.Pace;
import org.vigia.telegram.bot.Bot;
import org.vigia.telegram.bot.Message;
import org.vigia.telegram.text.Subject;

/// Tells the owner what happens, whatever happens in between; docs/design/telegram.md says how.
/// What may be called may be called by any thread and returns at once.
public final class Outbox implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Outbox.class);
    private static final Duration CLOSE_PATIENCE = Duration.ofSeconds(3);
    private static final long IDLE_NANOS = Duration.ofMinutes(1).toNanos();
    private static final Duration AFTER_A_BUG = Duration.ofSeconds(1);

    private final Pace pace;
    private final Media media;
    private final Ledger ledger;
    private final Disk disk;
    private final Threads threads = new Threads();
    private final Stock stock;
    private final Dispatch dispatch;
    private final NewsQueue news = new NewsQueue();
    private final Couriers couriers;
    private volatile Optional<AlertTrouble> trouble = Optional.empty();
    private volatile Runnable changed = () -> {};
    private volatile int waiting;
    private volatile Left left = Left.NOTHING;
    private volatile boolean closing;
    private @Nullable Thread thread;

    /// @param folder its own, where the journal and what waits are kept
    /// @param bot who speaks; not closed here
    /// @param audience who is told what
    /// @param clock for what is said of times
    /// @param pace for everything that waits
    /// @throws IOException when the folder cannot be had
    public Outbox(
            Path folder,
            Bot bot,
            Audience audience,
            OutboxSettings settings,
            Clock clock,
            Pace pace)
            throws IOException {
        DurableFiles.createDirectories(folder);
        this.pace = pace;
        this.media = new Media(folder.resolve("media"));
        this.ledger = new Ledger(folder.resolve("journal"));
        this.disk = new Disk(ledger, media, news::add, pace);
        this.couriers = new Couriers(bot, news::add);
        this.stock = new Stock(disk, name -> media.path(name).toString());
        this.dispatch = new Dispatch(threads, audience, settings, stock, clock, disk::write);
    }

    /// Takes up what an earlier process has left, and begins to tell.
    ///
    /// @throws IOException when that cannot be read
    public void start() throws IOException {
        ledger.load(threads);
        if (ledger.isLong()) {
            ledger.rewrite(threads.lines());
        }
        Set<String> needed =
                threads.all().stream()
                        .flatMap(t ->
                                t.items().stream()
                                        .filter(i -> i.file() != null && t.isNeeded(i))
                                        .peek(i -> shelve(t.number(), i)))
                        .map(i -> String.valueOf(i.file()))
                        .collect(Collectors.toSet());
        media.sweep(needed);
        left = Left.of(threads);
        dispatch.resume(pace.nanos());
        waiting = dispatch.waiting();
        if (waiting > 0) {
            LOG.info("telegram: {} alerts of before are still to be told", waiting);
        }
        disk.start();
        couriers.check();
        thread = NamedThreads.start("telegram-outbox", this::run);
    }

    /// Tells of an alert.
    public void tell(Alert alert) {
        hear(new News.Told(alert));
    }

    /// An event of an incident is being recorded.
    public void opened(EventId incident, EventId event) {
        hear(new News.Opened(incident, event));
    }

    /// An event's picture is there.
    ///
    /// @param at when the event began, by the camera's wall clock
    /// @param jpeg not changed by anybody from now on
    public void picture(EventId incident, EventId event, long at, byte[] jpeg) {
        if (jpeg.length <= Message.MAX_PICTURE_BYTES) {
            hear(new News.Picture(incident, event, at, jpeg));
        }
    }

    /// An event's film is complete. Gives the file a second name at once, so that it may be deleted
    /// afterwards; for the disk's own thread.
    public void film(EventId incident, EventId event, long at, Path mp4) {
        try {
            long bytes = Files.size(mp4);
            String file = bytes > Message.MAX_FILM_BYTES ? "" : media.link(event, mp4);
            if (!hear(new News.Film(incident, event, at, file, bytes)) && !file.isEmpty()) {
                media.drop(file);
            }
        } catch (IOException e) {
            LOG.warn("event {}: its film cannot be kept for sending", event, e);
        }
    }

    /// What is on the disk of an event that an earlier process has recorded: taken where an alert
    /// of that process is about it and has not got it. For once after [#start].
    ///
    /// @param at when the event began, by the camera's wall clock
    public void left(
            EventId incident, EventId event, long at, Optional<Path> jpeg, Optional<Path> mp4) {
        if (!left.knows(incident, event)) {
            return;
        }
        opened(incident, event);
        if (jpeg.isPresent() && !left.pictured().contains(event)) {
            try {
                picture(incident, event, at, Files.readAllBytes(jpeg.get()));
            } catch (IOException e) {
                LOG.warn("event {}: its picture cannot be read for sending", event, e);
            }
        }
        if (mp4.isPresent() && !left.filmed().contains(event)) {
            film(incident, event, at, mp4.get());
        }
    }

    /// An incident is over.
    public void ended(EventId incident) {
        hear(new News.Ended(incident));
    }

    /// Pi #B has signed for an event.
    public void safe(EventId event) {
        hear(new News.Safe(event));
    }

    /// A fault is over.
    ///
    /// @param at since when, by the camera's wall clock
    public void over(Subject subject, String camera, long at) {
        hear(new News.Over(subject, camera, at));
    }

    /// Somebody has written to the bot: it may write there again.
    public void back(long chat) {
        hear(new News.Back(chat));
    }

    /// A group has got another id: what waits for it and what is told from now on goes there. The
    /// [Audience] is told of it in its turn.
    public void moved(long from, long to) {
        hear(new News.Moved(from, to));
    }

    /// Why not everybody is told everything; empty where all is well.
    public Optional<AlertTrouble> trouble() {
        return trouble;
    }

    /// Who hears when [#trouble] has changed; replaces who heard before. Called by the outbox's own
    /// thread.
    public void observe(Runnable troubleChanged) {
        changed = troubleChanged;
    }

    /// How many alerts somebody is still to be told something of.
    public int waiting() {
        return waiting;
    }

    /// Ends what is being sent, after a moment, and the threads. What is untold stays on the disk.
    @Override
    public void close() {
        closing = true;
        Thread running = thread;
        if (running == null) {
            return;
        }
        try {
            // Wakes the thread, which looks whether it is to end.
            news.add(new News.Back(0));
            if (!running.join(CLOSE_PATIENCE)) {
                couriers.interrupt();
                if (!running.join(CLOSE_PATIENCE)) {
                    LOG.warn("the outbox did not end within {}", CLOSE_PATIENCE);
                    running.interrupt();
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        if (disk.isLacking() && !running.isAlive()) {
            disk.rewrite(threads.lines());
        }
        disk.close();
    }

    private void shelve(long number, Item item) {
        String file = item.file();
        if (file != null && Files.exists(media.path(file))) {
            stock.onDisk(number, item.number(), file, media.size(file));
        }
    }

    private boolean hear(News heard) {
        return !closing && news.offer(heard);
    }

    private void run() {
        try {
            // What was left by an earlier process does not wait for news.
            Duration pause = act();
            while (!(closing && couriers.isIdle() && news.isEmpty())) {
                if (pause.isPositive()) {
                    pace.sleep(pause);
                }
                long nanos = pause.isPositive() ? 0 : untilNext();
                news.take(nanos).forEach(this::take);
                pause = act();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /// @return how long to wait before the next time
    private Duration act() {
        try {
            if (!closing) {
                dispatch.due(pace.nanos()).forEach(couriers::send);
            }
            look();
            return Duration.ZERO;
        } catch (RuntimeException e) {
            LOG.error("the outbox met a bug", e);
            return AFTER_A_BUG;
        }
    }

    private void take(News heard) {
        couriers.heard(heard);
        try {
            if (heard instanceof News.Lacking) {
                disk.rewrite(threads.lines());
            }
            dispatch.take(heard, pace.nanos());
        } catch (RuntimeException e) {
            // One alert that goes wrong must not keep the next from being told.
            LOG.error("telegram: {} was not taken", heard.getClass().getSimpleName(), e);
        }
    }

    private long untilNext() {
        OptionalLong wake = dispatch.wake();
        return closing || wake.isEmpty()
                ? IDLE_NANOS
                : Math.clamp(wake.getAsLong() - pace.nanos(), 0, IDLE_NANOS);
    }

    private void look() {
        waiting = dispatch.waiting();
        if (waiting == 0 && disk.isJournalLong()) {
            disk.rewrite(threads.lines());
        }
        Optional<AlertTrouble> now = worst();
        if (!now.equals(trouble)) {
            trouble = now;
            changed.run();
        }
    }

    private Optional<AlertTrouble> worst() {
        if (dispatch.isTokenWrong()) {
            return Optional.of(AlertTrouble.TOKEN);
        }
        if (dispatch.isUnreachable()) {
            return Optional.of(AlertTrouble.UNREACHABLE);
        }
        if (disk.isFailing()) {
            return Optional.of(AlertTrouble.DISK);
        }
        return dispatch.hasGoneChats() ? Optional.of(AlertTrouble.CHAT_GONE) : Optional.empty();
    }
}
