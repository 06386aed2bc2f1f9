package org.vigia.camera.spool;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.vigia.shared.event.EventId;
import org.vigia.shared.event.EvidenceKind;
import org.vigia.shared.event.EvidenceName;

/// The folders in `open/`: of events that are being filmed, and of those that nobody films any more
/// and that are still to be finished. Guarded by the spool.
final class OpenEvents {
    private final Path root;
    private final Set<EventId> filming = new HashSet<>();
    private final Set<Path> abandoned = new HashSet<>();

    /// @param root `open/`
    OpenEvents(Path root) {
        this.root = root;
    }

    Path folder(EventId event) {
        return root.resolve(event.text());
    }

    /// Filming of an event begins; its folder need not be there yet.
    void began(EventId event) {
        filming.add(event);
        // A try before may have left the folder to be finished.
        abandoned.remove(folder(event));
    }

    /// Nobody films this event any more, and it is not sealed.
    void abandoned(EventId event, Path folder) {
        filming.remove(event);
        if (Files.isDirectory(folder)) {
            abandoned.add(folder);
        }
    }

    /// The event has left its folder here.
    void sealed(EventId event, Path folder) {
        filming.remove(event);
        abandoned.remove(folder);
    }

    /// Nothing is to be done about this folder any more.
    void finished(Path folder) {
        abandoned.remove(folder);
    }

    /// At start-up nobody films anything that is here.
    void abandonAll() throws IOException {
        abandoned.addAll(Folders.in(root));
    }

    /// The folders of events that are still to be finished.
    List<Path> toFinish() {
        return List.copyOf(abandoned);
    }

    /// The finished files of events that are still being filmed.
    List<Path> early() throws IOException {
        List<Path> files = new ArrayList<>();
        for (EventId event : filming) {
            Path folder = folder(event);
            if (Files.isDirectory(folder)) {
                for (EvidenceName name : content(folder)) {
                    files.add(folder.resolve(name.text()));
                }
            }
        }
        return files;
    }

    int count() {
        return filming.size() + abandoned.size();
    }

    /// What everything here takes. The spool's lock is not needed.
    long bytes() throws IOException {
        return Folders.bytes(root);
    }

    /// What is finished of an event's picture and film, in that order.
    static List<EvidenceName> content(Path folder) throws IOException {
        return SealedEvent.evidence(folder).stream()
                .filter(name ->
                        name.kind() == EvidenceKind.SNAPSHOT || name.kind() == EvidenceKind.CLIP)
                .toList();
    }
}
