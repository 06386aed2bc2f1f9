package org.vigia.camera.spool;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.vigia.shared.durable.DurableFiles;
import org.vigia.shared.event.EvidenceKind;
import org.vigia.shared.event.EvidenceName;
import org.vigia.shared.event.Manifest;
import org.vigia.shared.event.Moment;
import org.vigia.shared.json.Json;

/// Finishes an event that nobody is filming any more: the rows of docs/design/spool.md that concern
/// `open/`. At start-up, and at runtime where filming has failed.
final class Recovery {
    private static final Logger LOG = LoggerFactory.getLogger(Recovery.class);

    private final Spool spool;
    private final SealedEvents sealed;
    private final ClipSalvage salvage;

    Recovery(Spool spool, SealedEvents sealed, ClipSalvage salvage) {
        this.spool = spool;
        this.sealed = sealed;
        this.salvage = salvage;
    }

    /// Seals the event, deletes what is none, or sets aside what is damaged.
    ///
    /// @return false where the disk has refused; another time may do
    boolean finish(Path folder) {
        try {
            recover(folder);
            return true;
        } catch (DamagedException e) {
            LOG.error("{} is damaged and set aside", folder, e);
            return setAside(folder, String.valueOf(e.getMessage()));
        } catch (IOException e) {
            LOG.warn("{} cannot be finished yet: {}", folder, e.getMessage());
            return false;
        }
    }

    private boolean setAside(Path folder, String reason) {
        try {
            sealed.setAside(folder, reason);
            return true;
        } catch (IOException full) {
            LOG.warn("{} cannot be set aside yet", folder, full);
            return false;
        }
    }

    private void recover(Path folder) throws IOException, DamagedException {
        Path openingFile = folder.resolve(Spool.OPENING);
        if (!Files.exists(openingFile)) {
            Folders.delete(folder);
            return;
        }
        OpenEvent event = new OpenEvent(spool, opening(openingFile), folder);
        if (!sealedAlready(event)) {
            seal(event);
        }
    }

    private static Opening opening(Path file) throws IOException, DamagedException {
        byte[] document = Files.readAllBytes(file);
        try {
            return Json.read(document, Opening.class);
        } catch (IOException e) {
            throw new DamagedException("opening.json: " + e.getMessage(), e);
        }
    }

    private boolean sealedAlready(OpenEvent event) throws IOException {
        List<EvidenceName> files = event.evidence();
        if (!files.isEmpty() && files.getLast().kind() == EvidenceKind.MANIFEST) {
            byte[] document = Files.readAllBytes(event.folder().resolve(files.getLast().text()));
            Chain.Head head = spool.head();
            try {
                Manifest manifest = Manifest.parse(document);
                if (manifest.key().equals(head.key())
                        && manifest.sequence() == head.sequence() + 1
                        && Objects.equals(manifest.previous(), head.manifest())) {
                    spool.moveToSealed(event.folder(), manifest, files.getLast().sha256());
                    LOG.info("event {}: its interrupted sealing is finished", manifest.event());
                    return true;
                }
            } catch (IOException e) {
                LOG.warn("event {}: is sealed anew: {}", event.opening().event(), e.getMessage());
            }
        }
        for (EvidenceName name : files) {
            if (name.kind() == EvidenceKind.MANIFEST || name.kind() == EvidenceKind.SIGNATURE) {
                DurableFiles.delete(event.folder().resolve(name.text()));
            }
        }
        return false;
    }

    private void seal(OpenEvent event) throws IOException {
        long clipMillis = 0;
        boolean finished = event.evidence().stream().anyMatch(n -> n.kind() == EvidenceKind.CLIP);
        if (finished) {
            clipMillis = salvage.salvage(clipOf(event));
            event.discardClip();
        } else if (event.hasPart()) {
            clipMillis = salvage.salvage(event.part());
            if (clipMillis > 0) {
                event.finishClip();
            } else {
                event.discardClip();
            }
        }
        Opening opening = event.opening();
        LOG.warn(
                "event {}: filming was interrupted; {} ms of its film are whole",
                opening.event(),
                clipMillis);
        event.seal(endOf(opening, clipMillis), clipMillis);
    }

    private static Path clipOf(OpenEvent event) throws IOException {
        EvidenceName name =
                event.evidence().stream()
                        .filter(n -> n.kind() == EvidenceKind.CLIP)
                        .findFirst()
                        .orElseThrow();
        return event.folder().resolve(name.text());
    }

    /// The last moment that the film shows.
    private static Moment endOf(Opening opening, long clipMillis) {
        Moment started = opening.started();
        long filmed = Math.max(0, clipMillis - opening.preRollMillis());
        return new Moment(
                Math.min(started.wallMillis() + filmed, Moment.LAST_WALL_MILLIS),
                started.clockSynchronised(),
                started.boot(),
                started.monotonicMillis() + filmed);
    }
}
