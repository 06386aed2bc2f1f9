package org.vigia.camera.spool;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.vigia.shared.durable.DurableFiles;
import org.vigia.shared.event.EventId;
import org.vigia.shared.event.EvidenceKind;
import org.vigia.shared.event.EvidenceName;
import org.vigia.shared.event.Manifest;
import org.vigia.shared.event.Moment;
import org.vigia.shared.json.Json;

/// What start-up does with what it finds: the table of docs/design/spool.md, row by row.
final class Recovery {
    private static final Logger LOG = LoggerFactory.getLogger(Recovery.class);

    private final Spool spool;
    private final ClipSalvage salvage;

    Recovery(Spool spool, ClipSalvage salvage) {
        this.spool = spool;
        this.salvage = salvage;
    }

    void run() throws IOException {
        for (Path folder : spool.folders("forgotten")) {
            Spool.deleteFolder(folder);
        }
        for (SealedEvent event : spool.sealed()) {
            spool.chain().advance(event.sequence(), event.manifest());
        }
        for (Path folder : spool.folders("open")) {
            recover(folder);
        }
    }

    private void recover(Path folder) throws IOException {
        Path openingFile = folder.resolve(Spool.OPENING);
        if (!Files.exists(openingFile)) {
            Spool.deleteFolder(folder);
            return;
        }
        Opening opening = Json.read(Files.readAllBytes(openingFile), Opening.class);
        OpenEvent event = new OpenEvent(spool, opening, folder);
        if (!sealedAlready(event)) {
            finish(event);
        }
    }

    private boolean sealedAlready(OpenEvent event) throws IOException {
        List<EvidenceName> files = event.evidence();
        if (!files.isEmpty() && files.getLast().kind() == EvidenceKind.MANIFEST) {
            EvidenceName name = files.getLast();
            Manifest manifest =
                    Manifest.parse(Files.readAllBytes(event.folder().resolve(name.text())));
            Chain.Head head = spool.chain().head();
            if (manifest.sequence() == head.sequence() + 1
                    && java.util.Objects.equals(manifest.previous(), head.manifest())) {
                EventId id = event.opening().event();
                spool.moveToSealed(event.folder(), manifest.sequence(), id, name.sha256());
                LOG.info("event {}: its sealing was interrupted and is now finished", id);
                return true;
            }
        }
        for (EvidenceName name : files) {
            if (name.kind() == EvidenceKind.MANIFEST || name.kind() == EvidenceKind.SIGNATURE) {
                DurableFiles.delete(event.folder().resolve(name.text()));
            }
        }
        return false;
    }

    private void finish(OpenEvent event) throws IOException {
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
