package org.vigia.web.http;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.vigia.shared.crypto.Sha256;
import org.vigia.shared.event.EventId;
import org.vigia.web.event.EventCatalogue;
import org.vigia.web.event.StoredEvent;
import org.vigia.web.event.Thumbnails;

/// Thumbnails that a test has made.
final class FakeThumbnails implements Thumbnails {
    private final Path directory;
    private final FakeCatalogue events;
    private final Map<EventId, Thumbnail> made = new ConcurrentHashMap<>();
    private final List<Consumer<StoredEvent>> observers = new CopyOnWriteArrayList<>();

    FakeThumbnails(Path directory, FakeCatalogue events) {
        this.directory = directory;
        this.events = events;
    }

    void make(EventId event, byte[] jpeg) throws IOException {
        Path file = Files.write(directory.resolve(event + "-thumbnail.jpg"), jpeg);
        made.put(event, new Thumbnail(file, Sha256.of(jpeg)));
        StoredEvent known = events.find(event).orElseThrow();
        observers.forEach(observer -> observer.accept(known));
    }

    @Override
    public Optional<Thumbnail> of(StoredEvent event) {
        return Optional.ofNullable(made.get(event.id()));
    }

    @Override
    public EventCatalogue.Subscription subscribe(Consumer<StoredEvent> observer) {
        observers.add(observer);
        return () -> observers.remove(observer);
    }
}
