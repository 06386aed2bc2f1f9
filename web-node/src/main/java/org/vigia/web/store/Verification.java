package org.vigia.web.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.vigia.shared.crypto.SshPublicKey;
import org.vigia.shared.event.EventId;
import org.vigia.shared.event.Manifest;
import org.vigia.web.registry.CameraRegistry;

/// Walks a store and names all that is not as it was left: missing, altered and foreign files,
/// broken links of the ledger and of the cameras' chains. Reads only, and may run beside a
/// web-node: an event that seems wrong is looked at again at the end, since it may just have been
/// changing.
public final class Verification {
    private static final Set<String> KNOWN =
            Set.of(
                    "lock",
                    "arrivals.jsonl",
                    "receipts.jsonl",
                    "changes.jsonl",
                    "cameras",
                    "incoming",
                    "deleting",
                    "streams");

    private static final Pattern PART = Pattern.compile("[^~]+~[^~]+~[^~]+\\.part");
    private static final Pattern DECISION =
            Pattern.compile("[^~]+~[0-9a-f-]{36}\\.json|\\..*\\.new");
    private static final Pattern CAMERA = Pattern.compile("[a-z0-9-]{1,32}");
    private static final Pattern STREAM =
            Pattern.compile("[0-9a-f-]{36}\\.(stream|awaits)|.*\\.(part|new)");

    private final Path root;
    private final CameraRegistry registry;
    private final SshPublicKey receiptKey;
    private final Map<String, ChainCheck> chains = new TreeMap<>();
    private final Set<EventId> seen = new HashSet<>();

    /// One event's folder.
    private record Place(EventFolder folder, String camera, EventId event) {}

    /// What was found.
    ///
    /// @param faults what should not be, a line each
    /// @param remarks deleted events, and what else is worth knowing
    /// @param events how many events were looked at
    public record Result(List<String> faults, List<String> remarks, int events) {}

    /// @param root the store's folder
    /// @param registry whose keys, past ones too, manifests are checked against
    /// @param receiptKey web-node's own
    public Verification(Path root, CameraRegistry registry, SshPublicKey receiptKey) {
        this.root = root;
        this.registry = registry;
        this.receiptKey = receiptKey;
    }

    /// Looks at everything.
    ///
    /// @throws IOException when the store cannot be read
    public Result run() throws IOException {
        Findings findings = new Findings(root);
        LedgerCheck ledger = ledger(new Findings(root));
        List<Place> doubtful = new ArrayList<>();
        checkRoot(findings);
        checkPassing(findings);
        for (Path camera : EventFolder.entries(cameras())) {
            String name = camera.getFileName().toString();
            if (!Files.isDirectory(camera) || !Manifest.isCameraName(name)) {
                findings.foreign(camera, "no camera has this name");
                continue;
            }
            ChainCheck chain = new ChainCheck(camera);
            chain.readGaps(registry, findings);
            chains.put(name, chain);
            for (Place place : places(camera, name, findings)) {
                Findings here = new Findings(root);
                check(place, ledger, here);
                if (here.faults().isEmpty()) {
                    findings.addAll(here);
                } else {
                    doubtful.add(place);
                }
            }
        }
        LedgerCheck again = ledger(findings);
        for (Place place : doubtful) {
            check(place, again, findings);
        }
        checkArrivals(again, findings);
        chains.values().forEach(chain -> chain.finish(findings));
        return new Result(
                List.copyOf(findings.faults()), List.copyOf(findings.remarks()), seen.size());
    }

    private LedgerCheck ledger(Findings findings) throws IOException {
        LedgerCheck ledger = new LedgerCheck(root.resolve("receipts.jsonl"), receiptKey);
        ledger.read(findings);
        return ledger;
    }

    private void check(Place place, LedgerCheck ledger, Findings findings) throws IOException {
        ChainCheck chain = Objects.requireNonNull(chains.get(place.camera()));
        new FolderCheck(place.folder(), place.camera(), place.event(), ledger, registry, findings)
                .check(chain);
    }

    private void checkRoot(Findings findings) throws IOException {
        for (Path entry : EventFolder.entries(root)) {
            String name = entry.getFileName().toString();
            if (!KNOWN.contains(name) && !(name.startsWith(".") && name.endsWith(".new"))) {
                findings.foreign(entry, "no file here has such a name");
            }
        }
    }

    /// What is on its way, in or out, or streamed: nothing but that may lie there.
    private void checkPassing(Findings findings) throws IOException {
        for (Path part : EventFolder.entries(root.resolve("incoming"))) {
            checkName(part, PART, findings);
        }
        for (Path decision : EventFolder.entries(root.resolve("deleting"))) {
            checkName(decision, DECISION, findings);
        }
        for (Path camera : EventFolder.entries(root.resolve("streams"))) {
            checkName(camera, CAMERA, findings);
            for (Path stream : EventFolder.entries(camera)) {
                checkName(stream, STREAM, findings);
            }
        }
    }

    private static void checkName(Path file, Pattern form, Findings findings) {
        if (!form.matcher(file.getFileName().toString()).matches()) {
            findings.foreign(file, "no file here has such a name");
        }
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
                    if (!seen.contains(event)) {
                        EventFolder folder =
                                EventFolder.of(cameras(), said.getFirst().camera(), event);
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
