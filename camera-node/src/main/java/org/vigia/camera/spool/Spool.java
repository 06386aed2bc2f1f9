package org.vigia.camera.spool;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.vigia.shared.crypto.RsaIdentity;
import org.vigia.shared.durable.DurableFiles;
import org.vigia.shared.durable.FolderLock;
import org.vigia.shared.durable.FreeSpace;
import org.vigia.shared.event.EventId;
import org.vigia.shared.event.Manifest;
import org.vigia.shared.event.Moment;
import org.vigia.shared.json.Json;

/// The events of this camera that Pi #B has not signed for yet: docs/design/spool.md. Safe for use
/// by several threads.
public final class Spool implements AutoCloseable {
    static final String CLIP_PART = "clip.part";
    static final String OPENING = "opening.json";

    private static final Logger LOG = LoggerFactory.getLogger(Spool.class);

    private final Path root;
    private final ManifestWriter writer;
    private final Chain chain;
    private final Ballast ballast;
    private final OpenEvents open;
    private final SealedEvents sealed;
    private final Recovery recovery;
    private final FolderLock ownership;
    private @Nullable EventId sending;
    private long changes;
    private volatile int undelivered;

    private Spool(
            Path root,
            String camera,
            RsaIdentity identity,
            Chain chain,
            ClipSalvage salvage,
            Clock clock,
            FolderLock ownership) {
        this.root = root;
        this.writer = new ManifestWriter(camera, identity);
        this.chain = chain;
        this.ballast = new Ballast(root.resolve("ballast"));
        this.open = new OpenEvents(root.resolve("open"));
        this.sealed = new SealedEvents(root, new Gaps(camera, identity, clock, ballast), ballast);
        this.recovery = new Recovery(this, sealed, salvage);
        this.ownership = ownership;
    }

    /// Opens the spool in `root`, making it where there is none, and does what start-up has to do.
    /// What cannot be mended now is left for [#finishAbandoned]: a full disk keeps no alarm from
    /// starting.
    ///
    /// @param camera the name this camera is registered under
    /// @param identity signs the manifests
    /// @param salvage mends interrupted films
    /// @param clock labels gap records
    /// @throws IOException when the folders cannot be had or another process has them
    public static Spool open(
            Path root, String camera, RsaIdentity identity, ClipSalvage salvage, Clock clock)
            throws IOException {
        for (String folder : List.of("open", "sealed", "quarantine", "forgotten")) {
            DurableFiles.createDirectories(root.resolve(folder));
        }
        FolderLock ownership = FolderLock.take(root);
        Chain chain = Chain.load(root.resolve("chain.json"), identity.publicKey().fingerprint());
        Spool spool = new Spool(root, camera, identity, chain, salvage, clock, ownership);
        spool.startUp();
        return spool;
    }

    /// Step 1: an event begins.
    ///
    /// @throws IOException when the disk refuses; nothing is left of it
    public OpenEvent begin(Opening opening) throws IOException {
        Path folder = open.folder(opening.event());
        synchronized (this) {
            open.began(opening.event());
        }
        try {
            DurableFiles.createDirectories(folder);
            DurableFiles.create(folder.resolve(OPENING), Json.bytes(opening));
        } catch (IOException e) {
            abandon(opening.event(), folder);
            throw e;
        }
        changed();
        return new OpenEvent(this, opening, folder);
    }

    /// The events that wait for a receipt, oldest first.
    public synchronized List<SealedEvent> sealed() {
        return sealed.waiting();
    }

    /// The finished files of events that are still being filmed.
    ///
    /// @throws IOException when the disk refuses
    public synchronized List<Path> early() throws IOException {
        return open.early();
    }

    /// How many events wait, those being filmed or still to be finished included. Never waits.
    public int undelivered() {
        return undelivered;
    }

    /// Step 10: Pi #B has signed for the event.
    ///
    /// @return whether it was here
    /// @throws IOException when the disk refuses; the event is still here then
    public synchronized boolean forget(EventId event, String manifest) throws IOException {
        Optional<SealedEvent> found = sealed.find(event).filter(e -> e.manifest().equals(manifest));
        if (found.isEmpty()) {
            return false;
        }
        // The chain's head may be known from this folder alone.
        keepChain();
        sealed.forget(found.get());
        changed();
        return true;
    }

    /// Sets an event aside that will never be accepted (S3).
    ///
    /// @param reason in words; kept beside it
    /// @throws IOException when the disk refuses
    public synchronized void quarantine(SealedEvent event, String reason) throws IOException {
        if (sealed.find(event.event()).isPresent()) {
            keepChain();
            sealed.quarantine(event, reason);
            changed();
        }
    }

    /// A file of an event was not there when it was to be sent. What has been lost will be told;
    /// where the event cannot do without it, it is set aside.
    ///
    /// @throws IOException when the disk refuses
    public synchronized void fileMissing(SealedEvent event) throws IOException {
        if (sealed.find(event.event()).isPresent()) {
            keepChain();
            new SealedRecovery(sealed, chain).examine(event.folder(), event.manifest());
            changed();
        }
    }

    /// Which event is being sent; its film is not given up meanwhile.
    ///
    /// @param event null for none
    public synchronized void sending(@Nullable EventId event) {
        sending = event;
    }

    /// The gap records that Pi #B has not taken, in the order of the chain.
    public synchronized List<Gap> gaps() {
        return sealed.untold();
    }

    /// Pi #B has taken the gap record that names this manifest.
    ///
    /// @throws IOException when the disk refuses; the record is told again then
    public synchronized void gapTaken(String manifest) throws IOException {
        sealed.gapTaken(manifest);
        changed();
    }

    /// Gives up films, the oldest first, until the spool is within its limits or has no more to
    /// give.
    ///
    /// @return how full it is then
    /// @throws IOException when the disk refuses
    Fill makeRoom(SpoolLimits limits, FreeSpace free) throws IOException {
        long excess = fill(limits, free).excess();
        while (excess > 0) {
            synchronized (this) {
                // An upload may still hold the file, so what is free says nothing yet.
                long freed = sealed.giveUpOldestClip(sending);
                excess = freed == 0 ? 0 : excess - freed;
                if (freed > 0) {
                    changed();
                }
            }
        }
        synchronized (this) {
            ballast.load();
        }
        return fill(limits, free);
    }

    private Fill fill(SpoolLimits limits, FreeSpace free) throws IOException {
        long filming = open.bytes();
        synchronized (this) {
            return new Fill(filming + sealed.bytes(), free.bytes(), limits);
        }
    }

    /// Tries once more to finish events whose filming has failed, or that start-up could not
    /// finish.
    public synchronized void finishAbandoned() {
        for (Path folder : open.toFinish()) {
            if (recovery.finish(folder)) {
                open.finished(folder);
            }
            changed();
        }
    }

    /// A number that grows with each change.
    public synchronized long changes() {
        return changes;
    }

    /// Waits until something has changed since `seen`, at most for `patience`.
    ///
    /// @param seen what [#changes] or this method returned last
    /// @return as [#changes]
    /// @throws InterruptedException when the thread is interrupted
    public synchronized long awaitChange(long seen, Duration patience) throws InterruptedException {
        // One wait is enough: a caller that is woken for nothing looks around and comes back.
        for (int waits = 0; changes == seen && waits < 1; waits++) {
            wait(Math.max(1, patience.toMillis()));
        }
        return changes;
    }

    // A disk that is full to its last byte must not keep what would free it.
    private void keepChain() throws IOException {
        ballast.write(chain::keep);
    }

    /// Ends every wait in [#awaitChange].
    public synchronized void changed() {
        undelivered = sealed.count() + open.count();
        changes++;
        notifyAll();
    }

    /// Lets another process have the folder.
    @Override
    public void close() throws IOException {
        ownership.close();
    }

    /// Steps 5 to 7.
    synchronized void seal(OpenEvent event, Moment ended, long clipMillis) throws IOException {
        ManifestWriter.Written written = writer.write(event, chain.head(), ended, clipMillis);
        moveToSealed(event.folder(), written.manifest(), written.hash());
    }

    synchronized void moveToSealed(Path folder, Manifest manifest, String hash) throws IOException {
        Path to =
                root.resolve("sealed")
                        .resolve(SealedEvent.folderName(manifest.sequence(), manifest.event()));
        Folders.rename(folder, to);
        // From here on its sequence number is taken, whatever else fails.
        chain.sealed(manifest.key(), manifest.sequence(), hash);
        open.sealed(manifest.event(), folder);
        sealed.remember(to);
        changed();
        Folders.sync(folder, to);
        chain.keep();
    }

    /// Nobody films this event any more, and it is not sealed.
    synchronized void abandon(EventId event, Path folder) {
        open.abandoned(event, folder);
        changed();
    }

    synchronized Chain.Head head() {
        return chain.head();
    }

    private synchronized void startUp() throws IOException {
        for (Path folder : Folders.in(root.resolve("forgotten"))) {
            try {
                Folders.delete(folder);
            } catch (IOException e) {
                LOG.warn("{} cannot be deleted yet", folder, e);
            }
        }
        ballast.load();
        new SealedRecovery(sealed, chain).recover(root);
        open.abandonAll();
        finishAbandoned();
        changed();
    }
}
