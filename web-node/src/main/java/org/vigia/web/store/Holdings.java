package org.vigia.web.store;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.vigia.shared.event.EventId;
import org.vigia.shared.event.EvidenceKind;
import org.vigia.web.event.StoredEvent;

/// What is held, for those who read it, and the one lock under which it changes. Safe for use by
/// several threads.
final class Holdings {
    private static final Logger LOG = LoggerFactory.getLogger(Holdings.class);

    private final EventFolders folders;
    private final ArrivalLog arrivals;
    private final List<Consumer<StoredEvent>> observers = new CopyOnWriteArrayList<>();
    private final ReentrantLock lock = new ReentrantLock();
    private volatile boolean open;

    Holdings(EventFolders folders, ArrivalLog arrivals) {
        this.folders = folders;
        this.arrivals = arrivals;
    }

    EventFolders folders() {
        return folders;
    }

    /// Held by whoever changes something, from the first look to the last observer.
    ReentrantLock lock() {
        return lock;
    }

    /// Whether anything may change: between start and close.
    boolean isOpen() {
        return open;
    }

    void open(boolean now) {
        open = now;
    }

    void observe(Consumer<StoredEvent> observer) {
        observers.add(observer);
    }

    /// Tells the observers of an event that has changed; under the lock.
    void tell(EventFolder folder) throws IOException {
        Optional<StoredEvent> event = folder.read();
        event.ifPresent(e -> observers.forEach(observer -> observer.accept(e)));
    }

    Optional<StoredEvent> read(String camera, EventId event) throws IOException {
        mend(camera, event);
        return folders.of(camera, event).read();
    }

    Optional<Path> file(String camera, EventId event, EvidenceKind kind) throws IOException {
        return folders.of(camera, event).file(kind);
    }

    long lastArrival() {
        lock.lock();
        try {
            return arrivals.last();
        } finally {
            lock.unlock();
        }
    }

    void readAfter(long after, Consumer<StoredEvent> reader) throws IOException {
        arrivals.after(
                after,
                arrival -> {
                    try {
                        read(arrival.camera(), arrival.event()).ifPresent(reader);
                    } catch (IOException e) {
                        LOG.error("event {} cannot be read", arrival.event(), e);
                    }
                });
    }

    private void mend(String camera, EventId event) throws IOException {
        lock.lock();
        try {
            EventFolder folder = folders.of(camera, event);
            if (folder.exists()) {
                folders.createIfMissing(folder, camera, event);
            }
        } finally {
            lock.unlock();
        }
    }
}
