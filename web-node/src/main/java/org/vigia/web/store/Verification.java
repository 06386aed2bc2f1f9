package org.vigia.web.store;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import org.vigia.shared.crypto.SshPublicKey;
import org.vigia.shared.event.EventId;
import org.vigia.shared.event.Manifest;
import org.vigia.shared.time.Pace;
import org.vigia.web.registry.CameraRegistry;

/// Walks a store and names all that is not as it was left: missing, altered and foreign files,
/// broken links of the ledger and of the cameras' chains. Reads only, and may run beside a
/// web-node: what seems wrong is looked at again a moment later, since it may just have been
/// changing, until two looks say the same. Of an event that begins meanwhile no more is said than
/// that it has a folder.
public final class Verification {
    /// How often what seems wrong is looked at, at most.
    private static final int LOOKS = 5;

    /// Longer than a statement takes from the ledger into its event's folder.
    private static final Duration PAUSE = Duration.ofSeconds(1);

    private final Path root;
    private final CameraRegistry registry;
    private final SshPublicKey receiptKey;
    private final Pace pace;
    private final Map<String, ChainCheck> chains = new TreeMap<>();
    private final Set<EventId> seen = new HashSet<>();

    /// One event's folder.
    private record Place(EventFolder folder, String camera, EventId event) {}

    /// What one look found.
    ///
    /// @param general what it says of the ledger and of the gap records
    /// @param doubtful the places with faults, and those whose event is not whole yet
    private record Look(LedgerCheck ledger, Findings general, Map<Place, Findings> doubtful) {
        boolean saysAsMuchAs(Look other) {
            return general.equals(other.general) && doubtful.equals(other.doubtful);
        }
    }

    /// What was found.
    ///
    /// @param faults what should not be, a line each
    /// @param remarks deleted events, and what else is worth knowing
    /// @param events how many events were looked at
    public record Result(List<String> faults, List<String> remarks, int events) {}

    /// @param root the store's folder
    /// @param registry whose keys, past ones too, manifests are checked against
    /// @param receiptKey web-node's own
    /// @param pace for the moment between two looks
    public Verification(Path root, CameraRegistry registry, SshPublicKey receiptKey, Pace pace) {
        this.root = root;
        this.registry = registry;
        this.receiptKey = receiptKey;
        this.pace = pace;
    }

    /// Looks at everything.
    ///
    /// @throws IOException when the store cannot be read
    /// @throws InterruptedIOException when the thread is interrupted between two looks
    public Result run() throws IOException {
        Findings findings = new Findings(root);
        new LayoutCheck(root, findings).check();
        Look look = look(places(findings), findings);
        for (int looks = 1; looks < LOOKS && !look.doubtful().isEmpty(); looks++) {
            pause();
            Look former = look;
            look = look(latestFirst(former.doubtful().keySet()), findings);
            if (look.saysAsMuchAs(former)) {
                break;
            }
        }
        findings.addAll(look.general());
        look.doubtful().values().forEach(findings::addAll);
        checkArrivals(look.ledger(), findings);
        chains.values().forEach(chain -> chain.finish(findings));
        return new Result(
                List.copyOf(findings.faults()), List.copyOf(findings.remarks()), seen.size());
    }

    private void pause() throws InterruptedIOException {
        try {
            pace.sleep(PAUSE);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted while the store was verified");
        }
    }

    /// A camera sends its events in the order of its chain: once a later one is here, so are those
    /// before.
    private static List<Place> latestFirst(Collection<Place> places) {
        return places.stream()
                .sorted(Comparator.comparing((Place place) -> place.event().text()).reversed())
                .toList();
    }

    private Look look(Collection<Place> places, Findings findings) throws IOException {
        Findings general = new Findings(root);
        for (ChainCheck chain : chains.values()) {
            chain.readGaps(registry, general);
        }
        LedgerCheck ledger = new LedgerCheck(root.resolve("receipts.jsonl"), receiptKey);
        ledger.read(general);
        Map<Place, Findings> doubtful = new LinkedHashMap<>();
        for (Place place : places) {
            Findings here = new Findings(root);
            ChainCheck chain = Objects.requireNonNull(chains.get(place.camera()));
            boolean whole =
                    new FolderCheck(
                                    place.folder(),
                                    place.camera(),
                                    place.event(),
                                    ledger,
                                    registry,
                                    here)
                            .check(chain);
            if (whole && here.faults().isEmpty()) {
                findings.addAll(here);
            } else {
                doubtful.put(place, here);
            }
        }
        return new Look(ledger, general, doubtful);
    }

    private List<Place> places(Findings findings) throws IOException {
        List<Place> places = new ArrayList<>();
        for (Path camera : EventFolder.entries(cameras())) {
            String name = camera.getFileName().toString();
            if (Files.isDirectory(camera) && Manifest.isCameraName(name)) {
                chains.put(name, new ChainCheck(camera));
                places.addAll(places(camera, name, findings));
            } else {
                findings.foreign(camera, "no camera has this name");
            }
        }
        return places;
    }

    private List<Place> places(Path camera, String name, Findings findings) throws IOException {
        List<Place> places = new ArrayList<>();
        for (Path prefix : EventFolder.entries(camera)) {
            if (!Files.isDirectory(prefix)) {
                if (!prefix.endsWith(GapLog.FILE)) {
                    findings.foreign(prefix, "no file here has such a name");
                }
                continue;
            }
            for (Path path : EventFolder.entries(prefix)) {
                String id = path.getFileName().toString();
                boolean event = Files.isDirectory(path) && EventId.isId(id);
                if (event && EventFolder.of(cameras(), name, new EventId(id)).path().equals(path)) {
                    places.add(new Place(new EventFolder(path), name, new EventId(id)));
                    seen.add(new EventId(id));
                } else {
                    findings.foreign(path, "no event has its folder here");
                }
            }
        }
        return places;
    }

    /// What the ledger and the order of arrival know of must have a folder.
    private void checkArrivals(LedgerCheck ledger, Findings findings) throws IOException {
        ledger.byEvent()
                .forEach((event, said) -> {
                    EventFolder folder = EventFolder.of(cameras(), said.getFirst().camera(), event);
                    if (!seen.contains(event) && !folder.exists()) {
                        findings.missing(
                                folder.path(),
                                "the ledger knows the event, number " + said.getFirst().sequence());
                    }
                });
        Path file = root.resolve("arrivals.jsonl");
        Set<EventId> arrived = new HashSet<>();
        new LineFile<>(file, ArrivalLog.Arrival.class)
                .forEach(arrival -> {
                    EventId event = arrival.event();
                    arrived.add(event);
                    EventFolder folder = EventFolder.of(cameras(), arrival.camera(), event);
                    if (!folder.exists() && !ledger.byEvent().containsKey(event)) {
                        findings.remark(
                                folder.path(),
                                "arrival %d has no folder, as after a power cut"
                                        .formatted(arrival.arrival()));
                    }
                });
        for (EventId event : seen) {
            if (!arrived.contains(event)) {
                findings.broken(file, "event %s has no place in it".formatted(event));
            }
        }
    }

    private Path cameras() {
        return root.resolve("cameras");
    }
}
