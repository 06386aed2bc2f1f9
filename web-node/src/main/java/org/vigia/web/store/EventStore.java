package org.vigia.web.store;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.ReentrantLock;
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
import org.vigia.shared.event.EvidenceName;
import org.vigia.shared.event.Moment;
import org.vigia.shared.json.Json;
import org.vigia.shared.time.Pace;
import org.vigia.web.event.StoredEvent;
import org.vigia.web.registry.CameraRegistry;
import org.vigia.web.registry.RegisteredCamera;

/// All evidence, on disk, as docs/design/store.md describes. Safe for use by several threads: what
/// arrives is written side by side, and decided upon one at a time.
public final class EventStore implements Inbox, AutoCloseable {
    static final Verdict COULD_NOT_WRITE = new Verdict.Later("the store could not write it");

    private static final Logger LOG = LoggerFactory.getLogger(EventStore.class);
    private static final Verdict ACCEPTED = new Verdict.Accepted();

    private final Path root;
    private final EventFolders folders;
    private final Incoming incoming;
    private final CameraRegistry registry;
    private final StoreLimits limits;
    private final OpenUploads uploads;
    private final AnnouncementLimit announcements;
    private final ReceiptListener listener;
    private final Step.Observer steps;
    private final ArrivalLog arrivals;
    private final Receipts receipts;
    private final List<Consumer<StoredEvent>> observers = new CopyOnWriteArrayList<>();
    private final ReentrantLock lock = new ReentrantLock();
    private @Nullable FolderLock ownership;
    private volatile boolean open;

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
        this.registry = registry;
        this.limits = limits;
        this.uploads = new OpenUploads(root, limits.reserveBytes());
        this.announcements = new AnnouncementLimit(pace);
        this.listener = listener;
        this.steps = steps;
        this.arrivals = new ArrivalLog(root.resolve("arrivals.jsonl"));
        this.folders = new EventFolders(root.resolve("cameras"), arrivals, clock, steps);
        this.receipts =
                new Receipts(
                        new ReceiptLog(root.resolve("receipts.jsonl"), receiptKey), clock, steps);
    }

    /// Takes possession of the folder and repairs what a crash has left.
    ///
    /// @throws IOException when it cannot be read or written, or another process has it
    public void start() throws IOException {
        DurableFiles.createDirectories(incoming.directory());
        ownership = FolderLock.take(root);
        receipts.open();
        folders.open();
        for (Incoming.Leftover left : incoming.leftovers()) {
            EventFolder folder = folders.of(left.camera(), left.name().event());
            if (left.name().kind() == EvidenceKind.MANIFEST
                    && Files.exists(folder.file(left.name()))) {
                LOG.info("{}: event {} gets its receipt", left.camera(), left.name().event());
                receipts.find(folder, left.camera(), left.name());
            }
        }
        incoming.clear();
        open = true;
    }

    /// Takes no more; waits for what is being decided, and lets the folder go. What is still being
    /// written is answered `later`.
    @Override
    public void close() {
        open = false;
        lock.lock();
        try {
            if (ownership != null) {
                ownership.close();
                ownership = null;
            }
        } catch (IOException e) {
            LOG.warn("{}: could not let go of the lock", root, e);
        } finally {
            lock.unlock();
        }
    }

    @Override
    public Answer offer(String camera, String text, long size) {
        Optional<EvidenceName> parsed = EvidenceName.parse(text);
        if (parsed.isEmpty()) {
            return new Answer.No(new Verdict.Refused("not an evidence file name"));
        }
        EvidenceName name = parsed.get();
        long max = limits.max(name.kind());
        if (size < 1 || size > max) {
            return new Answer.No(
                    new Verdict.Refused(
                            "%d bytes, at most %d for a %s"
                                    .formatted(size, max, name.kind().word())));
        }
        try {
            Verdict verdict = objection(camera, name);
            return verdict instanceof Verdict.Accepted
                    ? admit(camera, name, size)
                    : new Answer.No(verdict);
        } catch (IOException e) {
            LOG.error("{}: {} cannot be taken in", camera, name, e);
            return new Answer.No(COULD_NOT_WRITE);
        }
    }

    private Answer admit(String camera, EvidenceName name, long size) throws IOException {
        boolean held = Files.exists(folders.of(camera, name.event()).file(name));
        return switch (uploads.admit(camera, name, held ? 0 : size)) {
            case OpenUploads.Admission.Denied(Verdict verdict) -> new Answer.No(verdict);
            case OpenUploads.Admission.Granted(OpenUploads.Ticket ticket) -> {
                boolean begun = false;
                try {
                    Path part = held ? null : incoming.create(camera, name);
                    Upload upload = new PartUpload(this, ticket, camera, name, size, part);
                    begun = true;
                    yield new Answer.Send(upload);
                } finally {
                    if (!begun) {
                        ticket.close();
                    }
                }
            }
        };
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
        lock.lock();
        try {
            if (!open) {
                return new Verdict.Later("web-node is shutting down");
            }
            if (folders.belongsToAnother(camera, event)) {
                return new Verdict.Refused("the event belongs to another camera");
            }
            String tooMuch = announcements.objection(camera, event);
            if (tooMuch != null || uploads.isFull(0)) {
                return new Verdict.Later(tooMuch == null ? "the store is full" : tooMuch);
            }
            EventFolder folder = folders.of(camera, event);
            folders.createIfMissing(folder, camera, event);
            Announcement known = folder.readAnnouncement();
            if (known.started() == null) {
                DurableFiles.replace(
                        folder.announcement(), Json.bytes(known.with(incident, kind, started)));
                tell(folder);
            }
            return ACCEPTED;
        } catch (IOException e) {
            LOG.error("{}: event {} could not be taken note of", camera, event, e);
            return COULD_NOT_WRITE;
        } finally {
            lock.unlock();
        }
    }

    /// Tells `observer` of each event that is new or has come further. Called under the store's
    /// lock, in order: observers return quickly and do not throw.
    public void observe(Consumer<StoredEvent> observer) {
        observers.add(observer);
    }

    /// Reads one event from its folder.
    ///
    /// @throws IOException when it cannot be read
    public Optional<StoredEvent> read(String camera, EventId event) throws IOException {
        mend(camera, event);
        return folders.of(camera, event).read();
    }

    /// The file of one kind, in full; empty where it has not arrived.
    ///
    /// @throws IOException when the folder cannot be read
    public Optional<Path> file(String camera, EventId event, EvidenceKind kind) throws IOException {
        return folders.of(camera, event).file(kind);
    }

    /// The last position in the order of arrival; 0 for an empty store.
    public long lastArrival() {
        lock.lock();
        try {
            return arrivals.last();
        } finally {
            lock.unlock();
        }
    }

    /// Hands over every event that arrived after position `after`, read from its folder, in order.
    ///
    /// @throws IOException when the list of arrivals cannot be read; an event that cannot be read
    ///   is reported and passed over
    public void readAfter(long after, Consumer<StoredEvent> reader) throws IOException {
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

    Verdict accept(String camera, EvidenceName name, @Nullable Path part) throws IOException {
        ReceiptLog.@Nullable Line receipt = null;
        lock.lock();
        try {
            Verdict verdict = objection(camera, name);
            if (!(verdict instanceof Verdict.Accepted)) {
                return verdict;
            }
            EventFolder folder = folders.of(camera, name.event());
            boolean held = Files.exists(folder.file(name));
            boolean manifest = name.kind() == EvidenceKind.MANIFEST;
            if (held || part != null) {
                folders.createIfMissing(folder, camera, name.event());
            }
            if (held) {
                // Its first sync may be what failed when it came before.
                DurableFiles.syncDirectory(folder.path());
            } else if (part == null) {
                return COULD_NOT_WRITE;
            } else {
                verdict = publish(camera, name, part, folder);
            }
            if (manifest && verdict instanceof Verdict.Accepted) {
                receipt =
                        held
                                ? receipts.find(folder, camera, name)
                                : receipts.issue(folder, camera, name);
                announcements.whole(camera, name.event());
            }
            if (!held || manifest) {
                tell(folder);
            }
            if (part != null) {
                Files.deleteIfExists(part);
                reached(Step.REMOVED);
            }
            if (receipt == null) {
                return verdict;
            }
        } finally {
            lock.unlock();
        }
        listener.issued(camera, receipt.bytes(), receipt.signature());
        return ACCEPTED;
    }

    void reached(Step step) throws IOException {
        steps.done(step);
    }

    private Verdict publish(String camera, EvidenceName name, Path part, EventFolder folder)
            throws IOException {
        if (name.kind() == EvidenceKind.MANIFEST) {
            Optional<RegisteredCamera> registered = registry.find(camera);
            if (registered.isEmpty()) {
                return new Verdict.Refused("the camera is not registered");
            }
            Verdict verdict =
                    new ManifestCheck(registered.get(), folder)
                            .check(name, Files.readAllBytes(part));
            if (!(verdict instanceof Verdict.Accepted)) {
                return verdict;
            }
        }
        try {
            DurableFiles.publish(part, folder.file(name));
        } catch (FileAlreadyExistsException e) {
            throw new IOException(name + ": appeared outside of the store's lock", e);
        }
        reached(Step.LINKED);
        return ACCEPTED;
    }

    private Verdict objection(String camera, EvidenceName name) throws IOException {
        if (!open) {
            return new Verdict.Later("web-node is shutting down");
        }
        if (folders.belongsToAnother(camera, name.event())) {
            return new Verdict.Refused("the event belongs to another camera");
        }
        Map<EvidenceKind, EvidenceName> held = folders.of(camera, name.event()).files();
        EvidenceName sameKind = held.get(name.kind());
        if (sameKind != null) {
            return sameKind.equals(name)
                    ? ACCEPTED
                    : new Verdict.Refused("the event already has another " + name.kind().word());
        }
        return held.containsKey(EvidenceKind.MANIFEST)
                ? new Verdict.Refused("the event is whole")
                : ACCEPTED;
    }

    private void tell(EventFolder folder) throws IOException {
        Optional<StoredEvent> event = folder.read();
        event.ifPresent(e -> observers.forEach(observer -> observer.accept(e)));
    }
}
