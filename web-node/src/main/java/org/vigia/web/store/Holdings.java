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
    private final ChangeLog changes;
    private final Room room;
    private final List<Consumer<StoredEvent>> observers = new CopyOnWriteArrayList<>();
    private final ReentrantLock lock = new ReentrantLock();
    private volatile boolean open;

    /// What is done to an event that is here.
    interface Change<T> {
        T make(EventFolder folder) throws IOException;
    }

    Holdings(EventFolders folders, ArrivalLog arrivals, ChangeLog changes, Room room) {
        this.folders = folders;
        this.room = room;
        this.arrivals = arrivals;
        this.changes = changes;
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

    /// Changes an event under the lock, and tells the observers; empty where there is none.
    ///
    /// @throws IOException when the disk refuses, or the store is closed
    <T> Optional<T> change(String camera, EventId event, Change<T> change) throws IOException {
        lock.lock();
        try {
            if (!open) {
                throw new IOException("event %s: web-node is shutting down".formatted(event));
            }
            EventFolder folder = folders.of(camera, event);
            if (!folder.exists()) {
                return Optional.empty();
            }
            changes.note(camera, event);
            T made = measured(folder, change);
            tell(folder);
            return Optional.of(made);
        } finally {
            lock.unlock();
        }
    }

    /// Makes a change, new folder included, and has it counted what that takes; under the lock.
    <T> T measured(EventFolder folder, Change<T> change) throws IOException {
        long before = FolderSize.of(folder.path());
        try {
            return change.make(folder);
        } finally {
            room.changed(folder, FolderSize.of(folder.path()) - before);
        }
    }

    /// Hands over each event that has changed since [#forgetChanges], as it is now.
    void readChanged(Consumer<StoredEvent> reader) throws IOException {
        for (ChangeLog.Changed changed : changes.all()) {
            try {
                read(changed.camera(), changed.event()).ifPresent(reader);
            } catch (IOException e) {
                LOG.error("event {} cannot be read; its row stays as it is", changed.event(), e);
            }
        }
    }

    void forgetChanges() throws IOException {
        lock.lock();
        try {
            changes.forget();
        } finally {
            lock.unlock();
        }
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

    /// All streamed films of an event.
    List<Path> streamed(String camera, EventId event) throws IOException {
        EventFolder folder = folders.of(camera, event);
        return folder.evidence().stream()
                .filter(name -> name.kind() == EvidenceKind.STREAMED)
                .map(folder::file)
                .toList();
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
