package org.vigia.camera.spool;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.vigia.shared.durable.DurableFiles;
import org.vigia.shared.event.EventId;
import org.vigia.shared.event.EvidenceKind;
import org.vigia.shared.event.EvidenceName;
import org.vigia.shared.event.Manifest;

/// The folders in `sealed/` and `quarantine/`: what waits, what has been set aside, which gap
/// records Pi #B has not taken, and how much room it all takes. Guarded by the spool.
final class SealedEvents {
    private static final Logger LOG = LoggerFactory.getLogger(SealedEvents.class);
    private static final String MADE_ROOM = "given up on the camera to make room";
    private static final String LOST = "lost on the camera";
    private static final String REASON = "reason.txt";

    private final Path root;
    private final Gaps gaps;
    private final Ballast ballast;
    private final TreeMap<Long, SealedEvent> waiting = new TreeMap<>();
    private final List<Gap> untold = new ArrayList<>();
    private final Map<Path, Long> bytes = new HashMap<>();

    SealedEvents(Path root, Gaps gaps, Ballast ballast) {
        this.root = root;
        this.gaps = gaps;
        this.ballast = ballast;
    }

    List<SealedEvent> waiting() {
        return List.copyOf(waiting.values());
    }

    int count() {
        return waiting.size();
    }

    /// The gap records that Pi #B has not taken, in the order of the chain.
    List<Gap> untold() {
        return List.copyOf(untold);
    }

    /// What everything here takes.
    long bytes() {
        return bytes.values().stream().mapToLong(Long::longValue).sum();
    }

    Optional<SealedEvent> find(EventId event) {
        return waiting.values().stream().filter(e -> e.event().equals(event)).findFirst();
    }

    /// Takes note of a folder as it is now.
    void remember(Path folder) throws IOException {
        forgetFolder(folder);
        bytes.put(folder, Folders.bytes(folder));
        List<Gap> open = Gaps.in(folder).stream().filter(gaps::isUntold).toList();
        untold.addAll(open);
        untold.sort(Comparator.comparingLong(gap -> gap.record().sequence()));
        Optional<SealedEvent> event =
                folder.startsWith(root.resolve("sealed"))
                        ? SealedEvent.read(folder, !open.isEmpty())
                        : Optional.empty();
        event.ifPresent(e -> waiting.put(e.sequence(), e));
    }

    /// Step 10.
    void forget(SealedEvent event) throws IOException {
        Path grave = root.resolve("forgotten").resolve(event.event().text());
        Folders.rename(event.folder(), grave);
        forgetFolder(event.folder());
        Folders.sync(event.folder(), grave);
        Folders.delete(grave);
    }

    /// Steps Q1 to Q3, for an event of this key's chain.
    void quarantine(SealedEvent event, String reason) throws IOException {
        tellWhole(event.folder(), event.sequence(), event.event(), event.manifest(), reason);
        setAside(event.folder(), reason);
    }

    /// Step Q1.
    void tellWhole(Path folder, long sequence, EventId event, String manifest, String reason)
            throws IOException {
        if (Gaps.in(folder).stream().noneMatch(Gap::whole)) {
            gaps.write(folder, sequence, event, manifest, List.of(), reason);
        }
    }

    /// Steps Q2 and Q3.
    void setAside(Path folder, String reason) throws IOException {
        byte[] text = (reason + "\n").getBytes(StandardCharsets.UTF_8);
        ballast.write(() -> DurableFiles.replace(folder.resolve(REASON), text));
        Path to = root.resolve("quarantine").resolve(folder.getFileName());
        Folders.rename(folder, to);
        forgetFolder(folder);
        remember(to);
        Folders.sync(folder, to);
    }

    /// Writes a gap record for what the manifest names and the card has lost.
    void tellLost(Path folder, Manifest manifest, String hash) throws IOException {
        List<Gap> told = Gaps.in(folder);
        List<EvidenceName> lost = new ArrayList<>();
        for (Manifest.Entry entry : manifest.files()) {
            if (!Files.exists(folder.resolve(entry.name())) && !isTold(told, entry.name())) {
                lost.add(entry.evidence());
            }
        }
        if (!lost.isEmpty()) {
            LOG.error("event {} has lost {}", manifest.event(), lost);
            gaps.write(folder, manifest.sequence(), manifest.event(), hash, lost, LOST);
        }
    }

    private static boolean isTold(List<Gap> told, String file) {
        return told.stream().anyMatch(gap -> gap.record().files().contains(file));
    }

    /// Pi #B has a gap record.
    void gapTaken(String manifest) throws IOException {
        for (Gap gap : List.copyOf(untold)) {
            if (gap.record().manifest().equals(manifest)) {
                gaps.taken(gap);
                untold.remove(gap);
                Path folder = gap.file().getParent();
                if (folder != null && Files.isDirectory(folder)) {
                    remember(folder);
                }
            }
        }
    }

    /// Gives up the oldest film that is here: of what is quarantined, then of what waits, but for
    /// the newest event and the one that is being sent.
    ///
    /// @param sending the event that is being sent
    /// @return how many bytes that has freed; 0 where no film can be given up
    long giveUpOldestClip(@Nullable EventId sending) throws IOException {
        for (Path folder : Folders.in(root.resolve("quarantine"))) {
            long freed = giveUpQuarantined(folder);
            if (freed > 0) {
                return freed;
            }
        }
        for (SealedEvent event : waiting.headMap(lastSequence()).values()) {
            Optional<EvidenceName> clip = event.file(EvidenceKind.CLIP);
            if (clip.isPresent() && !event.event().equals(sending)) {
                return giveUp(event, clip.get());
            }
        }
        return 0;
    }

    private long lastSequence() {
        return waiting.isEmpty() ? 0 : waiting.lastKey();
    }

    /// Steps R1 and R2.
    private long giveUp(SealedEvent event, EvidenceName clip) throws IOException {
        Path file = event.folder().resolve(clip.text());
        long size = Files.size(file);
        if (!isTold(Gaps.in(event.folder()), clip.text())) {
            gaps.write(
                    event.folder(),
                    event.sequence(),
                    event.event(),
                    event.manifest(),
                    List.of(clip),
                    MADE_ROOM);
            remember(event.folder());
        }
        DurableFiles.delete(file);
        remember(event.folder());
        LOG.warn(
                "event {}: its film of {} MiB is given up to make room; picture and manifest stay",
                event.event(),
                size >> 20);
        return size;
    }

    private long giveUpQuarantined(Path folder) throws IOException {
        List<Path> films = new ArrayList<>();
        for (EvidenceName name : SealedEvent.evidence(folder)) {
            if (name.kind() == EvidenceKind.CLIP) {
                films.add(folder.resolve(name.text()));
            }
        }
        if (Files.exists(folder.resolve(Spool.CLIP_PART))) {
            films.add(folder.resolve(Spool.CLIP_PART));
        }
        if (films.isEmpty()) {
            return 0;
        }
        Path reason = folder.resolve(REASON);
        String before = Files.exists(reason) ? Files.readString(reason) : "";
        byte[] text =
                (before + "its film was " + MADE_ROOM + "\n").getBytes(StandardCharsets.UTF_8);
        ballast.write(() -> DurableFiles.replace(reason, text));
        long freed = 0;
        for (Path film : films) {
            freed += Files.size(film);
            DurableFiles.delete(film);
        }
        remember(folder);
        LOG.warn("{}: its film of {} MiB is given up to make room", folder, freed >> 20);
        return Math.max(1, freed);
    }

    private void forgetFolder(Path folder) {
        bytes.remove(folder);
        untold.removeIf(gap -> gap.file().startsWith(folder));
        waiting.values().removeIf(event -> event.folder().equals(folder));
    }
}
