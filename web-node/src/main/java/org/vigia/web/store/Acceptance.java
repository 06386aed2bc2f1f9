package org.vigia.web.store;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.vigia.shared.durable.DurableFiles;
import org.vigia.shared.event.EvidenceKind;
import org.vigia.shared.event.EvidenceName;
import org.vigia.shared.event.Tombstone;
import org.vigia.web.registry.CameraRegistry;
import org.vigia.web.registry.RegisteredCamera;

/// Takes what cameras upload, steps 1 to 8: written side by side, decided upon one at a time. Safe
/// for use by several threads.
final class Acceptance implements Inbox {
    static final Verdict COULD_NOT_WRITE = new Verdict.Later("the store could not write it");

    private static final Logger LOG = LoggerFactory.getLogger(Acceptance.class);
    private static final Verdict ACCEPTED = new Verdict.Accepted();

    private final Holdings holdings;
    private final EventFolders folders;
    private final Incoming incoming;
    private final CameraRegistry registry;
    private final GapLog gaps;
    private final StoreLimits limits;
    private final OpenUploads uploads;
    private final AnnouncementLimit announcements;
    private final Receipts receipts;
    private final Doubt doubt;
    private final ReceiptListener listener;
    private final Step.Observer steps;

    Acceptance(
            Holdings holdings,
            Incoming incoming,
            CameraRegistry registry,
            GapLog gaps,
            StoreLimits limits,
            OpenUploads uploads,
            AnnouncementLimit announcements,
            Receipts receipts,
            Doubt doubt,
            ReceiptListener listener,
            Step.Observer steps) {
        this.holdings = holdings;
        this.folders = holdings.folders();
        this.incoming = incoming;
        this.registry = registry;
        this.gaps = gaps;
        this.limits = limits;
        this.uploads = uploads;
        this.announcements = announcements;
        this.receipts = receipts;
        this.doubt = doubt;
        this.listener = listener;
        this.steps = steps;
    }

    /// Finishes what a crash has interrupted, and forgets the parts it has left.
    void recover() throws IOException {
        for (Incoming.Leftover left : incoming.leftovers()) {
            EventFolder folder = folders.of(left.camera(), left.name().event());
            if (left.name().kind() == EvidenceKind.MANIFEST
                    && Files.exists(folder.file(left.name()))) {
                LOG.info("{}: event {} gets its receipt", left.camera(), left.name().event());
                receipts.find(folder, left.camera(), left.name());
            }
        }
        incoming.clear();
    }

    @Override
    public Answer offer(String camera, String text, long size) {
        Optional<EvidenceName> parsed = EvidenceName.parse(text);
        if (parsed.isEmpty() || !parsed.get().kind().isFromCamera()) {
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
        boolean held = wasTaken(folders.of(camera, name.event()), name);
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

    Verdict accept(String camera, EvidenceName name, @Nullable Path part) throws IOException {
        Taken taken;
        holdings.lock().lock();
        try {
            Verdict verdict = objection(camera, name);
            if (!(verdict instanceof Verdict.Accepted)) {
                return verdict;
            }
            EventFolder folder = folders.of(camera, name.event());
            boolean held = wasTaken(folder, name);
            if (!held && part == null) {
                return COULD_NOT_WRITE;
            }
            taken = holdings.measured(folder, f -> take(camera, name, held ? null : part, f));
            if (!held || name.kind() == EvidenceKind.MANIFEST) {
                holdings.tell(folder);
            }
            if (part != null) {
                Files.deleteIfExists(part);
                reached(Step.REMOVED);
            }
        } finally {
            holdings.lock().unlock();
        }
        if (taken.receipt() != null) {
            listener.issued(camera, taken.receipt().bytes(), taken.receipt().signature());
        }
        return taken.verdict();
    }

    /// What came of an upload.
    private record Taken(Verdict verdict, Ledger.@Nullable Line receipt) {}

    /// @param part the file; null where it is held already
    private Taken take(String camera, EvidenceName name, @Nullable Path part, EventFolder folder)
            throws IOException {
        folders.createIfMissing(folder, camera, name.event());
        Verdict verdict = ACCEPTED;
        if (part == null) {
            // Its first sync may be what failed when it came before.
            DurableFiles.syncDirectory(folder.path());
        } else {
            doubt.note(folder, camera);
            verdict = publish(camera, name, part, folder);
        }
        if (name.kind() != EvidenceKind.MANIFEST || !(verdict instanceof Verdict.Accepted)) {
            return new Taken(verdict, null);
        }
        Ledger.Line receipt =
                part == null
                        ? receipts.find(folder, camera, name)
                        : receipts.issue(folder, camera, name);
        announcements.whole(camera, name.event());
        return new Taken(verdict, receipt);
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
                    new ManifestCheck(registered.get(), folder, gaps)
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
        if (!holdings.isOpen()) {
            return new Verdict.Later("web-node is shutting down");
        }
        if (folders.belongsToAnother(camera, name.event())) {
            return new Verdict.Refused("the event belongs to another camera");
        }
        EventFolder folder = folders.of(camera, name.event());
        if (folder.isPiBsOwn()) {
            return new Verdict.Refused("the event is web-node's own");
        }
        Optional<Tombstone> tombstone = folder.tombstone();
        if (tombstone.isPresent() && !Files.exists(folder.file(name))) {
            return tombstone.get().files().contains(name.text())
                    ? ACCEPTED
                    : new Verdict.Refused("the event was deleted");
        }
        Map<EvidenceKind, EvidenceName> held = folder.files();
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

    /// Whether the file is here, or was until the event was deleted.
    private static boolean wasTaken(EventFolder folder, EvidenceName name) throws IOException {
        return Files.exists(folder.file(name))
                || folder.tombstone().filter(t -> t.files().contains(name.text())).isPresent();
    }
}
