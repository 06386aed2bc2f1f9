package org.vigia.web.thumbnail;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.vigia.shared.event.EventId;
import org.vigia.shared.event.EvidenceKind;
import org.vigia.shared.event.EvidenceName;
import org.vigia.shared.lifecycle.NamedThreads;
import org.vigia.shared.link.ForeignText;
import org.vigia.shared.time.Pace;
import org.vigia.web.event.EventCatalogue;
import org.vigia.web.event.Standing;
import org.vigia.web.event.StoredEvent;
import org.vigia.web.event.Thumbnails;
import org.vigia.web.picture.Footage;
import org.vigia.web.picture.Picture;
import org.vigia.web.picture.PictureMaker;

/// Thumbnails of pictures and films, made one at a time on a thread of their own, each once. An
/// event that has changed is looked at again: what is wanted for it follows from the event alone,
/// so that nothing has to be remembered. Safe for use by several threads.
public final class StoredThumbnails implements Thumbnails, AutoCloseable {
    /// Room for the newest events of some weeks and what people look at besides: some thousand.
    public static final long ROOM = 128L << 20;

    static final Duration TRY_AGAIN = Duration.ofMinutes(10);
    static final int QUEUE = 256;

    private static final Logger LOG = LoggerFactory.getLogger(StoredThumbnails.class);
    private static final Duration CLOSE_PATIENCE = Duration.ofSeconds(5);
    private static final int WIDTH = 480;
    private static final int FAILURES = 512;

    private final ThumbnailFolder folder;
    private final EventCatalogue events;
    private final PictureMaker maker;
    private final Pace pace;
    private final Map<Object, Consumer<StoredEvent>> observers = new ConcurrentHashMap<>();
    private final SequencedSet<EventId> waiting = new LinkedHashSet<>();
    private final Map<String, Long> failedNanos =
            new LinkedHashMap<>() {
                private static final long serialVersionUID = 1L;

                @Override
                protected boolean removeEldestEntry(Map.Entry<String, Long> eldest) {
                    return size() > FAILURES;
                }
            };
    private EventCatalogue.@Nullable Subscription subscription;
    private @Nullable Thread worker;
    private boolean busy;
    // The worker's own.
    private String complaint = "";

    /// @param folder for thumbnails alone; made at start
    /// @param events whose films they are of
    /// @param maker makes them
    /// @param room in bytes
    /// @param pace measures how long ago one could not be made
    public StoredThumbnails(
            Path folder, EventCatalogue events, PictureMaker maker, long room, Pace pace) {
        this.folder = new ThumbnailFolder(folder, room);
        this.events = events;
        this.maker = maker;
        this.pace = pace;
    }

    /// Takes up what is there and makes what is wanted from now on.
    ///
    /// @throws IOException when the folder cannot be made or read
    public synchronized void start() throws IOException {
        waiting.addAll(folder.open());
        subscription = events.subscribe(this::changed);
        worker = NamedThreads.start("thumbnails", this::work);
    }

    @Override
    public Optional<Thumbnail> of(StoredEvent event) {
        EvidenceName source = source(event);
        if (source == null) {
            return Optional.empty();
        }
        Optional<ThumbnailName> name =
                folder.find(event.id()).filter(n -> n.source().equals(source.sha256()));
        if (name.isEmpty()) {
            order(event.id(), source);
        }
        return name.map(n -> new Thumbnail(folder.file(n), n.sha256()));
    }

    @Override
    public EventCatalogue.Subscription subscribe(Consumer<StoredEvent> observer) {
        Object ticket = new Object();
        observers.put(ticket, observer);
        return () -> observers.remove(ticket);
    }

    /// What a thumbnail is to be made of: the camera's picture, else a film; null where none is
    /// wanted.
    private static @Nullable EvidenceName source(StoredEvent event) {
        if (event.marks().contains(Standing.DELETED)) {
            return null;
        }
        if (event.snapshot() != null) {
            return event.snapshot();
        }
        return event.streamed() == null ? event.clip() : event.streamed();
    }

    private void changed(StoredEvent event) {
        EvidenceName source = source(event);
        if (source != null) {
            order(event.id(), source);
        } else if (folder.find(event.id()).isPresent()) {
            // However many wait: what was deleted must not stay.
            lookAt(event.id());
        }
    }

    private synchronized void order(EventId event, EvidenceName source) {
        Long failed = failedNanos.get(source.sha256());
        boolean hopeless = failed != null && pace.nanos() - failed < TRY_AGAIN.toNanos();
        if (!hopeless && waiting.size() < QUEUE) {
            lookAt(event);
        }
    }

    private synchronized void lookAt(EventId event) {
        waiting.add(event);
        notifyAll();
    }

    private void work() {
        try {
            while (true) {
                EventId event = next();
                try {
                    settle(event);
                } catch (IOException e) {
                    LOG.warn("the thumbnail of event {} cannot be kept or let go", event, e);
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private synchronized EventId next() throws InterruptedException {
        busy = false;
        notifyAll();
        while (waiting.isEmpty()) {
            wait();
        }
        busy = true;
        return waiting.removeFirst();
    }

    /// Brings an event's thumbnail in line with the event.
    private void settle(EventId id) throws IOException, InterruptedException {
        EvidenceName source = wanted(id);
        Optional<ThumbnailName> kept = folder.find(id);
        if (source == null) {
            folder.drop(id);
        } else if (kept.isEmpty() || !kept.get().source().equals(source.sha256())) {
            make(id, source);
        }
    }

    private @Nullable EvidenceName wanted(EventId id) {
        return events.find(id).map(StoredThumbnails::source).orElse(null);
    }

    private void make(EventId id, EvidenceName source) throws IOException, InterruptedException {
        Optional<Path> file = events.file(id, source.kind());
        if (file.isEmpty()) {
            return;
        }
        switch (maker.make(footage(source.kind(), file.get()), WIDTH)) {
            case Picture.Jpeg jpeg -> {
                folder.keep(ThumbnailName.of(id, source.sha256(), jpeg.bytes()), jpeg.bytes());
                // It may have been deleted meanwhile, and whoever told of that have found nothing.
                if (wanted(id) == null) {
                    folder.drop(id);
                }
                events.find(id).ifPresent(e -> observers.values().forEach(o -> o.accept(e)));
            }
            case Picture.None(String why) -> failed(id, source, why);
            case Picture.Crowded(int waiting) ->
                    failed(id, source, "%d pictures are waiting already".formatted(waiting));
        }
    }

    private static Footage footage(EvidenceKind kind, Path file) {
        Footage.Source bytes = () -> Files.newInputStream(file);
        return kind == EvidenceKind.SNAPSHOT ? Footage.still(bytes) : Footage.film(bytes);
    }

    private void failed(EventId id, EvidenceName source, String why) {
        synchronized (this) {
            failedNanos.remove(source.sha256());
            failedNanos.put(source.sha256(), pace.nanos());
        }
        if (!why.equals(complaint)) {
            complaint = why;
            LOG.info("event {}: no thumbnail: {}", id, ForeignText.line(why));
        }
    }

    /// Waits until there is nothing to do.
    synchronized void awaitIdle() throws InterruptedException {
        while (busy || !waiting.isEmpty()) {
            wait();
        }
    }

    /// Gives the one under way up.
    @Override
    public void close() {
        Thread running;
        synchronized (this) {
            running = worker;
            worker = null;
            if (subscription != null) {
                subscription.close();
            }
        }
        if (running != null && !NamedThreads.stop(running, CLOSE_PATIENCE)) {
            LOG.warn("thumbnails: the thread has not ended");
        }
    }
}
