package org.vigia.web.store;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.vigia.shared.crypto.SshPublicKey;
import org.vigia.shared.event.EventId;
import org.vigia.shared.event.Manifest;
import org.vigia.shared.time.Pace;
import org.vigia.web.registry.CameraRegistry;

/// Walks a store and names all that is not as it was left: missing, altered and foreign files,
/// broken links of the ledger and of the cameras' chains. Reads only, and may run beside a
/// web-node: a fault is what some looks in a row say in the same words, a moment apart, for an
/// event may just be changing.
public final class Verification {
    private static final int LOOKS = 4;

    /// A statement takes less time from the ledger into its event's folder.
    private static final Duration PAUSE = Duration.ofSeconds(1);

    private final Path root;
    private final CameraRegistry registry;
    private final LedgerCheck ledger;
    private final Pace pace;
    private final Map<String, CameraCheck> checks = new HashMap<>();
    private final Set<EventId> seen = new HashSet<>();

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
        this.ledger = new LedgerCheck(root.resolve("receipts.jsonl"), receiptKey);
        this.pace = pace;
    }

    /// Looks at everything.
    ///
    /// @throws IOException when the store cannot be read
    /// @throws InterruptedIOException when the thread is interrupted between two looks
    public Result run() throws IOException {
        Findings lasting = new Findings(root);
        Findings doubts = look(lasting);
        for (int looks = 1; looks < LOOKS && !doubts.faults().isEmpty(); looks++) {
            pause();
            doubts = look(lasting).where(doubts);
        }
        ledger.finish(lasting);
        lasting.addAll(doubts);
        return new Result(
                List.copyOf(lasting.faults()), List.copyOf(lasting.remarks()), seen.size());
    }

    /// The ledger comes first, since what it knows of has its folder by then.
    ///
    /// @return what the next look may see otherwise
    private Findings look(Findings lasting) throws IOException {
        Findings doubts = new Findings(root);
        ledger.read(lasting);
        new LayoutCheck(root, doubts).check();
        Path folder = root.resolve("cameras");
        for (Path camera : EventFolder.entries(folder)) {
            String name = camera.getFileName().toString();
            if (Files.isDirectory(camera) && Manifest.isCameraName(name)) {
                checks.computeIfAbsent(name, n -> new CameraCheck(folder, n, ledger, registry))
                        .look(seen, lasting, doubts);
            } else {
                doubts.foreign(camera, "no camera has this name");
            }
        }
        checkArrivals(folder, doubts);
        return doubts;
    }

    private void pause() throws InterruptedIOException {
        try {
            pace.sleep(PAUSE);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted while the store was verified");
        }
    }

    /// What the ledger and the order of arrival know of must have a folder.
    private void checkArrivals(Path cameras, Findings doubts) throws IOException {
        ledger.byEvent()
                .forEach((event, said) -> {
                    if (!seen.contains(event)) {
                        doubts.missing(
                                EventFolder.of(cameras, said.getFirst().camera(), event).path(),
                                "the ledger knows the event, number " + said.getFirst().sequence());
                    }
                });
        Path file = root.resolve("arrivals.jsonl");
        Set<EventId> arrived = new HashSet<>();
        new LineFile<>(file, ArrivalLog.Arrival.class)
                .forEach(arrival -> {
                    EventId event = arrival.event();
                    arrived.add(event);
                    EventFolder folder = EventFolder.of(cameras, arrival.camera(), event);
                    if (!folder.exists() && !ledger.byEvent().containsKey(event)) {
                        doubts.remark(
                                folder.path(),
                                "arrival %d has no folder, as after a power cut"
                                        .formatted(arrival.arrival()));
                    }
                });
        for (EventId event : seen) {
            if (!arrived.contains(event)) {
                doubts.broken(file, "event %s has no place in it".formatted(event));
            }
        }
    }
}
