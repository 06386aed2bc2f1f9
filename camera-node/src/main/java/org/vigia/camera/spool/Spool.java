package org.vigia.camera.spool;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.vigia.shared.crypto.RsaIdentity;
import org.vigia.shared.crypto.Sha256;
import org.vigia.shared.durable.DurableFiles;
import org.vigia.shared.event.EventId;
import org.vigia.shared.event.EvidenceKind;
import org.vigia.shared.event.EvidenceName;
import org.vigia.shared.event.Manifest;
import org.vigia.shared.event.Moment;
import org.vigia.shared.json.Json;

/// The events of this camera that Pi #B has not signed for yet. Safe for use by several threads.
public final class Spool {
    static final String CLIP_PART = "clip.part";
    static final String OPENING = "opening.json";

    private static final Logger LOG = LoggerFactory.getLogger(Spool.class);

    private final Path root;
    private final String camera;
    private final RsaIdentity identity;
    private final Chain chain;
    private long changes;

    private Spool(Path root, String camera, RsaIdentity identity, Chain chain) {
        this.root = root;
        this.camera = camera;
        this.identity = identity;
        this.chain = chain;
    }

    /// Opens the spool in `root`, making it where there is none, and does what start-up has to do.
    ///
    /// @param camera the name this camera is registered under
    /// @param identity signs the manifests
    /// @param salvage mends interrupted films
    /// @throws IOException when the disk refuses or the chain's head cannot be read
    public static Spool open(Path root, String camera, RsaIdentity identity, ClipSalvage salvage)
            throws IOException {
        for (String folder : List.of("open", "sealed", "quarantine", "forgotten")) {
            DurableFiles.createDirectories(root.resolve(folder));
        }
        Spool spool = new Spool(root, camera, identity, Chain.load(root.resolve("chain.json")));
        new Recovery(spool, salvage).run();
        return spool;
    }

    /// Step 1: an event begins.
    ///
    /// @throws IOException when the disk refuses
    public OpenEvent begin(Opening opening) throws IOException {
        Path folder = root.resolve("open").resolve(opening.event().text());
        DurableFiles.createDirectories(folder);
        DurableFiles.create(folder.resolve(OPENING), Json.bytes(opening));
        return new OpenEvent(this, opening, folder);
    }

    /// The events that wait for a receipt, oldest first.
    ///
    /// @throws IOException when the disk refuses
    public synchronized List<SealedEvent> sealed() throws IOException {
        List<SealedEvent> events = new ArrayList<>();
        for (Path folder : folders("sealed")) {
            SealedEvent.read(folder).ifPresent(events::add);
        }
        events.sort(Comparator.comparingLong(SealedEvent::sequence));
        return events;
    }

    /// The finished files of events that are still being filmed.
    ///
    /// @throws IOException when the disk refuses
    public synchronized List<Path> early() throws IOException {
        List<Path> files = new ArrayList<>();
        for (Path folder : folders("open")) {
            for (EvidenceName name : SealedEvent.evidence(folder)) {
                if (name.kind() == EvidenceKind.SNAPSHOT || name.kind() == EvidenceKind.CLIP) {
                    files.add(folder.resolve(name.text()));
                }
            }
        }
        return files;
    }

    /// How many events wait, the one being filmed included.
    public synchronized int undelivered() {
        try {
            return folders("open").size() + folders("sealed").size();
        } catch (IOException e) {
            LOG.warn("the spool cannot be counted", e);
            return 0;
        }
    }

    /// Step 10: Pi #B has signed for the event.
    ///
    /// @return whether it was here
    /// @throws IOException when the disk refuses
    public synchronized boolean forget(EventId event, String manifest) throws IOException {
        Optional<SealedEvent> found =
                sealed().stream()
                        .filter(e -> e.event().equals(event) && e.manifest().equals(manifest))
                        .findFirst();
        if (found.isEmpty()) {
            return false;
        }
        Path grave = root.resolve("forgotten").resolve(event.text());
        move(found.get().folder(), grave);
        deleteFolder(grave);
        changed();
        return true;
    }

    /// Sets an event aside that will never be accepted (S3).
    ///
    /// @param reason in words; kept beside it
    /// @throws IOException when the disk refuses
    public synchronized void quarantine(SealedEvent event, String reason) throws IOException {
        DurableFiles.replace(
                event.folder().resolve("reason.txt"),
                (reason + "\n").getBytes(StandardCharsets.UTF_8));
        move(event.folder(), root.resolve("quarantine").resolve(event.folder().getFileName()));
        changed();
    }

    /// Waits until something has changed since `seen`, at most for `patience`.
    ///
    /// @param seen what this method returned last, 0 at first
    /// @return a number that grows with each change
    /// @throws InterruptedException when the thread is interrupted
    public synchronized long awaitChange(long seen, Duration patience) throws InterruptedException {
        // One wait is enough: a caller that is woken for nothing looks around and comes back.
        for (int waits = 0; changes == seen && waits < 1; waits++) {
            wait(Math.max(1, patience.toMillis()));
        }
        return changes;
    }

    /// Ends every wait in [#awaitChange].
    public synchronized void changed() {
        changes++;
        notifyAll();
    }

    synchronized void seal(OpenEvent event, Moment ended, long clipMillis) throws IOException {
        Manifest manifest = manifest(event, ended, clipMillis);
        byte[] document = manifest.bytes();
        byte[] signature = identity.sign(document);
        EventId id = event.opening().event();
        String hash = Sha256.of(document);
        publish(
                event,
                new EvidenceName(id, EvidenceKind.SIGNATURE, Sha256.of(signature)),
                signature);
        publish(event, new EvidenceName(id, EvidenceKind.MANIFEST, hash), document);
        moveToSealed(event.folder(), manifest.sequence(), id, hash);
    }

    /// Steps 6 and 7.
    synchronized void moveToSealed(Path folder, long sequence, EventId event, String manifest)
            throws IOException {
        move(folder, root.resolve("sealed").resolve(SealedEvent.folderName(sequence, event)));
        chain.advance(sequence, manifest);
        changed();
    }

    Chain chain() {
        return chain;
    }

    List<Path> folders(String kind) throws IOException {
        try (var entries = Files.list(root.resolve(kind))) {
            return entries.filter(Files::isDirectory).sorted().toList();
        }
    }

    static void deleteFolder(Path folder) throws IOException {
        try (var walk = Files.walk(folder)) {
            for (Path path : walk.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }

    private Manifest manifest(OpenEvent event, Moment ended, long clipMillis) throws IOException {
        Opening opening = event.opening();
        List<Manifest.Entry> files = new ArrayList<>();
        boolean clip = false;
        for (EvidenceName name : event.evidence()) {
            if (name.kind() == EvidenceKind.SNAPSHOT || name.kind() == EvidenceKind.CLIP) {
                files.add(
                        new Manifest.Entry(
                                name.text(), Files.size(event.folder().resolve(name.text()))));
                clip |= name.kind() == EvidenceKind.CLIP;
            }
        }
        Chain.Head head = chain.head();
        return new Manifest(
                Manifest.FORMAT,
                opening.event(),
                opening.incident(),
                camera,
                opening.kind(),
                identity.publicKey().fingerprint(),
                head.sequence() + 1,
                head.manifest(),
                opening.started(),
                ended,
                clip ? opening.preRollMillis() : 0,
                clip ? clipMillis : 0,
                files);
    }

    private static void publish(OpenEvent event, EvidenceName name, byte[] content)
            throws IOException {
        DurableFiles.create(event.folder().resolve(name.text()), content);
    }

    private static void move(Path from, Path to) throws IOException {
        Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
        for (Path side : new Path[] {to.getParent(), from.getParent()}) {
            DurableFiles.syncDirectory(side);
        }
    }
}
