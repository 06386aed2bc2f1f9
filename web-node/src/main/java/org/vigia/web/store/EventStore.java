package org.vigia.web.store;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.vigia.shared.crypto.RsaIdentity;
import org.vigia.shared.durable.DurableFiles;
import org.vigia.shared.durable.FolderLock;
import org.vigia.shared.durable.FreeSpace;
import org.vigia.shared.event.EventId;
import org.vigia.shared.event.EventKind;
import org.vigia.shared.event.EvidenceKind;
import org.vigia.shared.event.EvidenceName;
import org.vigia.shared.event.Moment;
import org.vigia.shared.time.Pace;
import org.vigia.web.event.Custody;
import org.vigia.web.event.Gaps;
import org.vigia.web.event.Mark;
import org.vigia.web.event.StoredEvent;
import org.vigia.web.registry.CameraRegistry;
import org.vigia.web.registry.RegisteredCamera;

/// All evidence, on disk, as docs/design/store.md describes: the door to its rooms. Safe for use by
/// several threads: what arrives is written side by side, and decided upon one at a time.
public final class EventStore implements Inbox, Gaps, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(EventStore.class);

    private final Path root;
    private final Holdings holdings;
    private final Incoming incoming;
    private final ArrivalLog arrivals;
    private final Statements statements;
    private final Acceptance acceptance;
    private final Announcing announcing;
    private final Witnessing witnessing;
    private final Deletion deletion;
    private final Marking marking;
    private final GapLog gaps;
    private final Room room;
    private final RoomCount count;
    private final Doubt doubt;
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
        this.arrivals = new ArrivalLog(root.resolve("arrivals.jsonl"));
        EventFolders folders = new EventFolders(root.resolve("cameras"), arrivals, clock, steps);
        FreeSpace free = FreeSpace.of(root);
        this.room =
                new Room(
                        root,
                        free,
                        limits.reserveBytes(),
                        limits.room(),
                        () -> registry.all().stream().map(RegisteredCamera::name).toList(),
                        pace);
        ChangeLog changes = new ChangeLog(root.resolve("changes.jsonl"));
        this.holdings = new Holdings(folders, arrivals, changes, room);
        this.count = new RoomCount(root.resolve("cameras"), room, holdings.lock(), clock);
        Ledger ledger = new Ledger(root.resolve("receipts.jsonl"), receiptKey);
        this.statements = new Statements(ledger, folders, steps);
        Receipts receipts = new Receipts(statements, clock);
        this.doubt = new Doubt(clock);
        this.witnessing = new Witnessing(holdings, statements, doubt, clock, steps);
        this.deletion = new Deletion(root.resolve("deleting"), holdings, statements, clock, steps);
        this.marking = new Marking(holdings, deletion, registry, receiptKey.publicKey(), clock);
        this.gaps = new GapLog(root.resolve("cameras"), holdings, registry, marking);
        OpenUploads uploads = new OpenUploads(free, limits.reserveBytes(), room);
        AnnouncementLimit limit = new AnnouncementLimit(pace);
        this.announcing = new Announcing(holdings, uploads, limit, doubt);
        this.acceptance =
                new Acceptance(
                        holdings, incoming, registry, gaps, limits, uploads, limit, receipts, doubt,
                        listener, steps);
    }

    /// Takes possession of the folder and repairs what a crash has left.
    ///
    /// @throws IOException when it cannot be read or written, or another process has it
    public void start() throws IOException {
        DurableFiles.createDirectories(incoming.directory());
        ownership = FolderLock.take(root);
        deletion.open();
        holdings.folders().open();
        statements.open();
        acceptance.recover();
        witnessing.recover(arrivals.lastLine());
        count.start();
        holdings.open(true);
        deletion.recover();
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

    /// Adds a mark to an event's journal, and tells the observers; on the disk when this returns. A
    /// mark that says nothing new is not repeated. COVERED and DELETING are part of [#dropStreamed]
    /// and [#delete].
    ///
    /// @param by `web-node`, `retention`, or the name of an account
    /// @param text in words, at most 2000 characters; null where the mark says it all
    /// @return false where there is no such event, or one that is deleted is to be kept
    /// @throws IOException when the disk refuses, or the store is closed
    public boolean mark(String camera, EventId event, Mark mark, String by, @Nullable String text)
            throws IOException {
        return marking.mark(camera, event, mark, by, text) == Custody.Outcome.DONE;
    }

    /// Publishes the film of what was streamed (F4 of docs/design/evidence.md): synced, linked
    /// under its final name, stated in the ledger and in the folder; then the film it replaces is
    /// removed and the observers are told. An event that nobody has announced is made. May be
    /// repeated after an error. The part, and the stream it was made of, are the caller's to delete
    /// afterwards.
    ///
    /// @param part the finished film, on the store's file system (under `<root>`)
    /// @param filmMillis its length
    /// @param reason what was seen, in words
    /// @param replaces a film made of the same stream earlier, whose samples are all in this one;
    ///   null without one
    /// @return its name; empty where the event has been deleted, or is another camera's: then what
    ///   was streamed is of no use
    /// @throws IOException when the disk refuses, or the store is closed
    public Optional<EvidenceName> publishStreamed(
            String camera,
            EventId event,
            Path part,
            long filmMillis,
            String reason,
            @Nullable EvidenceName replaces)
            throws IOException {
        return witnessing.publish(camera, event, part, filmMillis, reason, replaces);
    }

    /// Removes a streamed film whose every sample has been found, in order, in the event's clip; a
    /// line of the journal says so first. Only to be called after that comparison.
    ///
    /// @return false where there is no such event
    /// @throws IllegalStateException when the event is not whole, has no clip, or is marked DIFFERS
    ///   or SHORTER
    /// @throws IOException when the disk refuses, or the store is closed
    public boolean dropStreamed(String camera, EventId event, EvidenceName film)
            throws IOException {
        return witnessing.drop(camera, event, film);
    }

    /// Removes a streamed film whose every sample has been found, in order, in a longer one. Only
    /// to be called after that comparison.
    ///
    /// @return false where there is no such event
    /// @throws IllegalStateException when it is the longest
    /// @throws IOException when the disk refuses, or the store is closed
    public boolean dropRepeated(String camera, EventId event, EvidenceName film)
            throws IOException {
        return witnessing.dropRepeated(camera, event, film);
    }

    /// All streamed films of an event: a crash may leave more than one.
    ///
    /// @throws IOException when the folder cannot be read
    public List<Path> streamed(String camera, EventId event) throws IOException {
        return holdings.streamed(camera, event);
    }

    /// Makes an event of Pi #B's own, with a witness statement in place of a manifest, and tells
    /// the observers; on the disk when this returns.
    ///
    /// @param incident which incident it belongs to; null for one of its own
    /// @param kind one that Pi #B alone raises
    /// @param text what was seen, in words
    /// @return its id
    /// @throws IOException when the disk refuses, or the store is closed
    public EventId openOwn(String camera, @Nullable EventId incident, EventKind kind, String text)
            throws IOException {
        return witnessing.open(camera, incident, kind, text);
    }

    /// Deletes snapshot, clip and streamed film; tombstone first. Kept events are not deleted.
    ///
    /// @param by `retention`, or the name of an account
    /// @param reason why, in words
    /// @throws IOException when the disk refuses, or the store is closed; what has begun is
    ///   finished by a repeat or at the next start
    public Custody.Outcome delete(String camera, EventId event, String by, String reason)
            throws IOException {
        return deletion.delete(camera, event, by, reason);
    }

    /// As [#delete], of an event that a person has put into the bin and left there; it is their
    /// doing.
    ///
    /// @param binnedBefore since then or longer, by web-node's wall clock
    /// @return RESTORED where it is not there any more, or not for so long
    /// @throws IOException as [#delete]
    public Custody.Outcome deleteBinned(
            String camera, EventId event, String reason, long binnedBefore) throws IOException {
        return deletion.deleteBinned(camera, event, reason, binnedBefore);
    }

    /// Since when an event is in the bin, by web-node's wall clock; empty where it is not.
    ///
    /// @throws IOException when its journal cannot be read
    public OptionalLong binnedMillis(String camera, EventId event) throws IOException {
        return marking.binnedMillis(camera, event);
    }

    /// Keeps a camera's signed word that something will never come; may be repeated. A manifest
    /// whose missing files it names is accepted afterwards.
    ///
    /// @param document the bytes of a [org.vigia.shared.event.GapRecord]
    /// @param signature over the document, under the camera's key
    /// @return the hash of the manifest it is about, once it is on the disk; empty where it will
    ///   never be taken
    /// @throws IOException when the disk refuses, or the store is closed
    public Optional<String> takeGap(String camera, byte[] document, byte[] signature)
            throws IOException {
        return gaps.take(camera, document, signature);
    }

    @Override
    public List<Gap> of(String camera, long fromMillis, long toMillis) throws IOException {
        return gaps.between(camera, fromMillis, toMillis);
    }

    /// What people may do with events.
    public Custody custody() {
        return marking;
    }

    /// A camera is about to send the film of an event, or more of it.
    ///
    /// @throws IOException when the disk refuses, or the store is closed
    public void filming(String camera, EventId event) throws IOException {
        announcing.filming(camera, event);
    }

    /// From now on an event is marked unconfirmed when a camera announces or sends something of it
    /// for which `cameras` holds. Asked under the store's lock.
    public void doubt(Predicate<String> cameras) {
        doubt.of(cameras);
    }

    /// Whether what a camera sends is not believed now.
    public boolean isDoubted(String camera) {
        return doubt.isDoubted(camera);
    }

    /// Tells `observer` of each event that is new, has come further or has got a mark. Called under
    /// the store's lock, in order: observers return quickly and do not throw. An event is told of
    /// with [StoredEvent.Stage#WHOLE] for the first time when its manifest has just been taken, the
    /// moment to compare a streamed film with its clip; and again at each later mark.
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

    /// Whose event it is; empty where there is none of this id.
    ///
    /// @throws IOException when the folders cannot be read
    public Optional<String> owner(EventId event) throws IOException {
        return holdings.folders().owner(event);
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

    /// Hands over every event that may have changed since [#forgetChanges] was last called.
    ///
    /// @throws IOException when the list of them cannot be read; an event that cannot be read is
    ///   reported and passed over
    public void readChanged(Consumer<StoredEvent> reader) throws IOException {
        holdings.readChanged(reader);
    }

    /// Every change so far is on the index's disk.
    ///
    /// @throws IOException when the disk refuses
    public void forgetChanges() throws IOException {
        holdings.forgetChanges();
    }
}
