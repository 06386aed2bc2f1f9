package org.vigia.web.store;

import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.vigia.shared.event.EventId;
import org.vigia.shared.event.EventKind;
import org.vigia.shared.event.EvidenceKind;
import org.vigia.shared.event.EvidenceName;
import org.vigia.shared.event.Manifest;
import org.vigia.shared.event.Moment;
import org.vigia.shared.event.Witness;
import org.vigia.web.event.Standing;
import org.vigia.web.event.StoredEvent;

/// An event as the history shows it, made of what its folder holds.
///
/// @param announced web-node's record of it
/// @param manifest the camera's word; null until it is here
/// @param witness web-node's own word; null without one
/// @param files the evidence that is here
/// @param marks what its journal says
record EventView(
        Announcement announced,
        @Nullable Manifest manifest,
        @Nullable Witness witness,
        Map<EvidenceKind, EvidenceName> files,
        Marks marks) {
    private static final Duration LONGEST_SPOOLED = Duration.ofDays(90);
    private static final Duration CLOCKS_APART = Duration.ofMinutes(5);

    /// Reads a folder.
    ///
    /// @throws IOException when a document there cannot be read
    static EventView of(EventFolder folder) throws IOException {
        Map<EvidenceKind, EvidenceName> files = folder.files();
        EvidenceName manifest = files.get(EvidenceKind.MANIFEST);
        Optional<Ledger.Line> witness = Paper.WITNESS.read(folder);
        return new EventView(
                folder.readAnnouncement(),
                manifest == null ? null : Manifest.parse(Files.readAllBytes(folder.file(manifest))),
                witness.isPresent() && witness.get().statement() instanceof Witness word
                        ? word
                        : null,
                files,
                Marks.in(folder));
    }

    StoredEvent stored() {
        EventId incident = manifest == null ? announced.incident() : manifest.incident();
        EventKind kind = manifest == null ? announced.kind() : manifest.kind();
        Moment started = manifest == null ? announced.started() : manifest.started();
        EvidenceName streamed = files.get(EvidenceKind.STREAMED);
        return new StoredEvent(
                announced.event(),
                incident == null ? announced.event() : incident,
                announced.camera(),
                kind == null ? EventKind.MOTION : kind,
                stage(),
                started == null ? announced.arrivedMillis() : started.wallMillis(),
                started != null && isCertain(started, announced.arrivedMillis()),
                announced.arrivedMillis(),
                announced.arrival(),
                manifest == null ? 0 : manifest.clipMillis(),
                manifest == null ? 0 : manifest.preRollMillis(),
                files.get(EvidenceKind.SNAPSHOT),
                files.get(EvidenceKind.CLIP),
                streamed,
                streamed == null || witness == null ? 0 : witness.filmMillis(),
                standing(),
                marks.note());
    }

    private StoredEvent.Stage stage() {
        if (manifest != null || (announced.isPiBsOwn() && witness != null)) {
            return StoredEvent.Stage.WHOLE;
        }
        return files.isEmpty() ? StoredEvent.Stage.ANNOUNCED : StoredEvent.Stage.ARRIVING;
    }

    private Set<Standing> standing() {
        Set<Standing> standing = EnumSet.noneOf(Standing.class);
        standing.addAll(marks.standing());
        if (manifest != null && files.containsKey(EvidenceKind.CLIP)) {
            standing.remove(Standing.LOST);
        }
        if (manifest != null) {
            // What was given up as a whole may have come all the same.
            standing.remove(Standing.INCOMPLETE);
            if (!standing.contains(Standing.DELETED) && lacksFile(manifest)) {
                standing.add(Standing.INCOMPLETE);
            }
        }
        return standing;
    }

    private boolean lacksFile(Manifest manifest) {
        return manifest.files().stream().anyMatch(f -> !files.containsValue(f.evidence()));
    }

    /// Whether the camera's word on the time is to be shown as it is: it may be a thief's. An event
    /// may wait in a spool for long, but does not arrive before it begins.
    private static boolean isCertain(Moment started, long arrivedMillis) {
        long late = arrivedMillis - started.wallMillis();
        return started.clockSynchronised()
                && late <= LONGEST_SPOOLED.toMillis()
                && late >= -CLOCKS_APART.toMillis();
    }
}
