package org.vigia.web.store;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.vigia.shared.crypto.RsaIdentity;
import org.vigia.shared.durable.DurableFiles;
import org.vigia.shared.durable.FolderLock;
import org.vigia.shared.event.EventId;
import org.vigia.shared.event.EventKind;
import org.vigia.shared.event.EvidenceKind;
import org.vigia.shared.event.Moment;
import org.vigia.shared.time.Pace;
import org.vigia.web.event.StoredEvent;
import org.vigia.web.registry.CameraRegistry;
import org.vigia.web.registry.RegisteredCamera;

/// All evidence, on disk, as docs/design/store.md describes: the door to its rooms. Safe for use by
/// several threads: what arrives is written side by side, and decided upon one at a time.
public final class EventStore implements Inbox, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(EventStore.class);

    private final Path root;
    private final Holdings holdings;
    private final Incoming incoming;
    private final Receipts receipts;
    private final Acceptance acceptance;
    private final Announcing announcing;
    private final Room room;
    private final RoomCount count;
    private @Nullable FolderLock ownership;

    /// @param root the store's folder; made at start
    /// @param registry whose keys manifests are checked against
    /// @param receiptKey web-node's own key for receipts, not that of its SSH server
    /// @param limits what it takes
    /// @param clock for labels of arrival
    /// @param pace measures how often cameras announce
    /// @param listener who carries receipts to cameras
    public EventStore(
            Path root,
            CameraRegistry registry,
            RsaIdentity receiptKey,
            StoreLimits limits,
            Clock clock,
            Pace pace,
            ReceiptListener listener) {
        this(root, registry, receiptKey, limits, clock, pace, listener, Step.Observer.NONE);
    }

    EventStore(
            Path root,
            CameraRegistry registry,
            RsaIdentity receiptKey,
            StoreLimits limits,
            Clock clock,
            Pace pace,
            ReceiptListener listener,
            Step.Observer steps) {
        this.root = root;
        this.incoming = new Incoming(root.resolve("incoming"));
        ArrivalLog arrivals = new ArrivalLog(root.resolve("arrivals.jsonl"));
        EventFolders folders = new EventFolders(root.resolve("cameras"), arrivals, clock, steps);
        this.holdings = new Holdings(folders, arrivals);
        this.receipts =
                new Receipts(
                        new ReceiptLog(root.resolve("receipts.jsonl"), receiptKey), clock, steps);
        FreeSpace free = FreeSpace.of(root);
        this.room =
                new Room(
                        root,
                        free,
                        limits.reserveBytes(),
                        limits.room(),
                        () -> registry.all().stream().map(RegisteredCamera::name).toList(),
                        pace);
        this.count = new RoomCount(root.resolve("cameras"), room, holdings.lock(), clock);
        OpenUploads uploads = new OpenUploads(free, limits.reserveBytes(), room);
        AnnouncementLimit limit = new AnnouncementLimit(pace);
        this.announcing = new Announcing(holdings, uploads, limit);
        this.acceptance =
                new Acceptance(
                        holdings, incoming, registry, limits, uploads, limit, receipts, listener,
                        steps);
    }

    /// Takes possession of the folder and repairs what a crash has left.
    ///
    /// @throws IOException when it cannot be read or written, or another process has it
    public void start() throws IOException {
        DurableFiles.createDirectories(incoming.directory());
        ownership = FolderLock.take(root);
        receipts.open();
        holdings.folders().open();
        acceptance.recover();
        count.start();
        holdings.open(true);
    }

    /// Takes no more; waits for what is being decided, and lets the folder go. What is still being
    /// written is answered `later`.
    @Override
    public void close() {
        holdings.open(false);
        count.close();
        holdings.lock().lock();
        try {
            if (ownership != null) {
                ownership.close();
                ownership = null;
            }
        } catch (IOException e) {
            LOG.warn("{}: could not let go of the lock", root, e);
        } finally {
            holdings.lock().unlock();
        }
    }

    /// How much of the disk each camera takes, and may take.
    public Room room() {
        return room;
    }

    /// Waits until what was here at the start has been counted.
    ///
    /// @throws InterruptedException when the thread is interrupted
    void awaitCount() throws InterruptedException {
        count.await();
    }

    @Override
    public Answer offer(String camera, String name, long size) {
        return acceptance.offer(camera, name, size);
    }

    /// Takes note of an event before any of its files is here. Repeating it changes nothing; so
    /// does saying something else of an event that has been announced.
    ///
    /// @param camera who says so
    /// @param incident the incident's id
    /// @param kind why there is an event
    /// @param started when it began
    public Verdict announce(
            String camera, EventId event, EventId incident, EventKind kind, Moment started) {
        return announcing.announce(camera, event, incident, kind, started);
    }

    /// Tells `observer` of each event that is new or has come further. Called under the store's
    /// lock, in order: observers return quickly and do not throw.
    public void observe(Consumer<StoredEvent> observer) {
        holdings.observe(observer);
    }

    /// Reads one event from its folder.
    ///
    /// @throws IOException when it cannot be read
    public Optional<StoredEvent> read(String camera, EventId event) throws IOException {
        return holdings.read(camera, event);
    }

    /// The file of one kind, in full; empty where it has not arrived.
    ///
    /// @throws IOException when the folder cannot be read
    public Optional<Path> file(String camera, EventId event, EvidenceKind kind) throws IOException {
        return holdings.file(camera, event, kind);
    }

    /// The last position in the order of arrival; 0 for an empty store.
    public long lastArrival() {
        return holdings.lastArrival();
    }

    /// Hands over every event that arrived after position `after`, read from its folder, in order.
    ///
    /// @throws IOException when the list of arrivals cannot be read; an event that cannot be read
    ///   is reported and passed over
    public void readAfter(long after, Consumer<StoredEvent> reader) throws IOException {
        holdings.readAfter(after, reader);
    }
}
