package org.vigia.web.index;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.vigia.shared.durable.DurableFiles;
import org.vigia.shared.event.EventId;
import org.vigia.shared.event.EvidenceKind;
import org.vigia.web.event.DayCount;
import org.vigia.web.event.EventCatalogue;
import org.vigia.web.event.EventQuery;
import org.vigia.web.event.SeenArrivals;
import org.vigia.web.event.Span;
import org.vigia.web.event.StoredEvent;
import org.vigia.web.store.EventStore;

/// The store's events in an H2 database, for questions. What it says follows from the folders
/// alone; see docs/design/store.md, "The index". Start it after the store and before anything
/// arrives. Safe for use by several threads.
public final class EventIndex implements EventCatalogue, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(EventIndex.class);

    // How many changes the store notes at most for the next start.
    private static final int SETTLE_AFTER = 2000;

    // What a damaged database is called afterwards; one is kept, for whoever wants to know why.
    private static final String ASIDE = "aside.mv.db";

    // How many rows a rebuild writes at once.
    private static final int BATCH = 500;

    private final Path directory;
    private final EventStore store;
    private final ZoneId zone;
    private final Map<Object, Consumer<StoredEvent>> observers = new ConcurrentHashMap<>();
    private int unsettled;
    private @Nullable Database tables;

    /// @param directory for the database's files alone; made at start
    /// @param store what is indexed; started before this
    /// @param zone whose days are counted
    public EventIndex(Path directory, EventStore store, ZoneId zone) {
        this.directory = directory;
        this.store = store;
        this.zone = zone;
    }

    /// Opens the index, or makes a new one where it is missing, damaged or not this store's, and
    /// brings it up to date.
    ///
    /// @throws IOException when the directory or the store cannot be read or written
    public void start() throws IOException {
        DurableFiles.createDirectories(directory);
        if (Files.exists(marker())) {
            delete("a write to it failed");
        }
        if (!Files.exists(database()) && store.lastArrival() > 0) {
            LOG.error("INDEX MISSING: {} is made anew from the files", database());
        }
        try {
            open();
            if (table().lastArrival() > store.lastArrival()) {
                delete("it knows more events than the store has");
                open();
            }
            catchUp();
        } catch (RuntimeException e) {
            // A damaged database fails in many ways, and each is mended alike.
            LOG.error("INDEX DAMAGED: {} is put aside and made anew from the files", database(), e);
            remake();
        }
        store.observe(this::changed);
    }

    private void remake() throws IOException {
        try {
            delete("it is damaged");
            open();
            catchUp();
        } catch (RuntimeException e) {
            throw new IOException(directory + ": the index cannot be made anew", e);
        }
    }

    /// Has [#start] put the index aside and read the store from its beginning.
    ///
    /// @throws IOException when the directory cannot be written
    public void remakeOnStart() throws IOException {
        DurableFiles.createDirectories(directory);
        DurableFiles.replace(marker(), new byte[0]);
    }

    @Override
    public List<StoredEvent> find(EventQuery query) {
        return tables().pages().find(query);
    }

    @Override
    public Optional<StoredEvent> find(EventId id) {
        return table().find(id);
    }

    @Override
    public List<StoredEvent> arrived(String camera, long before, int most) {
        return table().arrived(camera, before, most);
    }

    @Override
    public long newestArrival() {
        return table().lastArrival();
    }

    @Override
    public List<DayCount> days(
            @Nullable Set<String> cameras, LocalDate from, LocalDate to, SeenArrivals seen) {
        return tables().days().days(cameras, from, to, seen);
    }

    @Override
    public int unseen(@Nullable Set<String> cameras, SeenArrivals seen, int most) {
        return tables().pages().unseen(cameras, seen, most);
    }

    @Override
    public List<Span> spans(
            @Nullable Set<String> cameras, long fromMillis, long toMillis, int most) {
        return tables().pages().spans(cameras, fromMillis, toMillis, most);
    }

    /// A camera's events that are in the bin and have files, the first to be shown first.
    ///
    /// @param most how many at most
    public List<StoredEvent> binned(String camera, int most) {
        return table().binned(camera, most);
    }

    /// A camera's self-tests that are neither kept, binned nor deleted, the last to be shown first.
    ///
    /// @param shownBefore only those shown before
    /// @param most how many at most
    public List<StoredEvent> selfTests(String camera, long shownBefore, int most) {
        return table().selfTests(camera, shownBefore, most);
    }

    /// A camera's events that are neither kept nor deleted, in the order of their arrival.
    ///
    /// @param after only those with a higher place in that order
    /// @param most how many at most
    public List<StoredEvent> oldest(String camera, long after, int most) {
        return table().oldest(camera, after, most);
    }

    @Override
    public Optional<Path> file(EventId id, EvidenceKind kind) {
        Optional<StoredEvent> event = find(id);
        if (event.isEmpty()) {
            return Optional.empty();
        }
        try {
            return store.file(event.get().camera(), id, kind);
        } catch (IOException e) {
            LOG.error("event {} cannot be read", id, e);
            return Optional.empty();
        }
    }

    @Override
    public Subscription subscribe(Consumer<StoredEvent> observer) {
        Object ticket = new Object();
        observers.put(ticket, observer);
        return () -> observers.remove(ticket);
    }

    /// Whether every event is in it; where not, it is made anew at the next start.
    public boolean isSound() {
        return tables != null && !Files.exists(marker());
    }

    /// Writes what is pending and closes the database.
    @Override
    public void close() {
        Database closing = tables;
        tables = null;
        if (closing != null) {
            closing.close();
        }
    }

    private void open() throws IOException {
        tables = Database.open(directory, zone);
    }

    private void catchUp() throws IOException {
        EventTable rows = table();
        long after = rows.lastArrival();
        if (after == 0) {
            makeAnew(rows);
            return;
        }
        tables().days().ensure();
        for (StoredEvent event : rows.unfinished()) {
            try {
                store.read(event.camera(), event.id())
                        .filter(now -> !now.equals(event))
                        .ifPresent(rows::put);
            } catch (IOException e) {
                LOG.error("event {} cannot be read; its row stays as it is", event.id(), e);
            }
        }
        store.readChanged(rows::put);
        store.readAfter(after, rows::put);
        settle(rows);
        LOG.info("index: {} events", rows.lastArrival());
    }

    /// As [#catchUp] from an empty database, many rows at a time: a crash on the way leaves days
    /// that have not been counted, which the next start does.
    private void makeAnew(EventTable rows) throws IOException {
        List<StoredEvent> batch = new ArrayList<>();
        store.readAfter(
                0,
                event -> {
                    batch.add(event);
                    if (batch.size() >= BATCH) {
                        rows.putUncounted(batch);
                        batch.clear();
                    }
                });
        rows.putUncounted(batch);
        tables().days().recount();
        settle(rows);
        LOG.info("index: {} events, read from their files", rows.lastArrival());
    }

    private void settle(EventTable rows) throws IOException {
        rows.checkpoint();
        store.forgetChanges();
        unsettled = 0;
    }

    private void changed(StoredEvent event) {
        try {
            table().put(event);
            unsettled++;
            if (unsettled > SETTLE_AFTER) {
                settle(table());
            }
        } catch (IOException e) {
            LOG.warn("index: what has changed is noted for longer than it need be", e);
        } catch (RuntimeException e) {
            LOG.error("index: event {} was not written; rebuilt at the next start", event.id(), e);
            mark();
        }
        for (Consumer<StoredEvent> observer : observers.values()) {
            observer.accept(event);
        }
    }

    private void mark() {
        try {
            DurableFiles.replace(marker(), new byte[0]);
        } catch (IOException e) {
            LOG.error("index: delete {} by hand, it lacks an event", directory, e);
        }
    }

    private void delete(String why) throws IOException {
        LOG.warn("index: made anew from the files, because {}; the old one is {}", why, ASIDE);
        close();
        if (Files.exists(database())) {
            Files.move(database(), directory.resolve(ASIDE), StandardCopyOption.REPLACE_EXISTING);
        }
        try (var files = Files.newDirectoryStream(directory, "events.*")) {
            for (Path file : files) {
                Files.deleteIfExists(file);
            }
        } catch (DirectoryIteratorException e) {
            throw new IOException(directory + ": cannot be read to its end", e.getCause());
        }
        DurableFiles.delete(marker());
    }

    private Path database() {
        return directory.resolve("events.mv.db");
    }

    private Path marker() {
        return directory.resolve("rebuild");
    }

    private EventTable table() {
        return tables().events();
    }

    private Database tables() {
        Database opened = tables;
        if (opened == null) {
            throw new IllegalStateException("the index is not open");
        }
        return opened;
    }
}
