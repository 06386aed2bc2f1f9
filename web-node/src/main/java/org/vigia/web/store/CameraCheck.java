package org.vigia.web.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.vigia.shared.event.EventId;
import org.vigia.web.registry.CameraRegistry;

/// The events of one camera, looked at as often as their verification asks: what was once found
/// whole and without a fault is not looked at again, nor is a file hashed again that was right.
final class CameraCheck {
    private final Path cameras;
    private final String camera;
    private final LedgerCheck ledger;
    private final CameraRegistry registry;
    private final ChainCheck chain;
    private final Set<EventId> settled = new HashSet<>();
    private final Map<EventId, Set<String>> sound = new HashMap<>();

    /// @param cameras the folder of all cameras
    /// @param camera whose folder there is looked at
    CameraCheck(Path cameras, String camera, LedgerCheck ledger, CameraRegistry registry) {
        this.cameras = cameras;
        this.camera = camera;
        this.ledger = ledger;
        this.registry = registry;
        this.chain = new ChainCheck(cameras.resolve(camera));
    }

    /// Looks at what is not settled yet.
    ///
    /// @param seen is given each event that has its folder here
    /// @param lasting what stands, whatever the next look says
    /// @param doubts what may look otherwise the next time
    void look(Set<EventId> seen, Findings lasting, Findings doubts) throws IOException {
        chain.readGaps(registry, doubts);
        for (Path prefix : EventFolder.entries(cameras.resolve(camera))) {
            if (Files.isDirectory(prefix)) {
                for (Path path : EventFolder.entries(prefix)) {
                    look(path, seen, lasting, doubts);
                }
            } else if (!prefix.endsWith(GapLog.FILE)) {
                doubts.foreign(prefix, "no file here has such a name");
            }
        }
        chain.finish(doubts);
    }

    private void look(Path path, Set<EventId> seen, Findings lasting, Findings doubts)
            throws IOException {
        String id = path.getFileName().toString();
        if (!Files.isDirectory(path)
                || !EventId.isId(id)
                || !EventFolder.of(cameras, camera, new EventId(id)).path().equals(path)) {
            doubts.foreign(path, "no event has its folder here");
            return;
        }
        EventId event = new EventId(id);
        seen.add(event);
        if (!settled.contains(event)) {
            Findings here = new Findings(doubts.root());
            if (check(path, event, here) && here.faults().isEmpty()) {
                settled.add(event);
                sound.remove(event);
                lasting.addAll(here);
            } else {
                doubts.addAll(here);
            }
        }
    }

    private boolean check(Path path, EventId event, Findings here) throws IOException {
        Set<String> known = sound.computeIfAbsent(event, e -> new HashSet<>());
        try {
            return new FolderCheck(new EventFolder(path), camera, event, ledger, registry, here)
                    .check(chain, known);
        } catch (NoSuchFileException e) {
            here.missing(Path.of(e.getFile()), "it went while it was looked at");
            return false;
        }
    }
}
