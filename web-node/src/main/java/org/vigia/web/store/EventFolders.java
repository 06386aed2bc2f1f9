package org.vigia.web.store;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import org.vigia.shared.durable.DurableFiles;
import org.vigia.shared.event.EventId;
import org.vigia.shared.json.Json;

/// All events' folders, and the making of new ones (steps 2 and 3). Creation is not safe for
/// several threads.
final class EventFolders {
    private final Path cameras;
    private final ArrivalLog arrivals;
    private final Clock clock;
    private final Step.Observer steps;

    EventFolders(Path cameras, ArrivalLog arrivals, Clock clock, Step.Observer steps) {
        this.cameras = cameras;
        this.arrivals = arrivals;
        this.clock = clock;
        this.steps = steps;
    }

    void open() throws IOException {
        DurableFiles.createDirectories(cameras);
        arrivals.open(cameras);
    }

    EventFolder of(String camera, EventId event) {
        return EventFolder.of(cameras, camera, event);
    }

    boolean belongsToAnother(String camera, EventId event) throws IOException {
        if (of(camera, event).exists()) {
            return false;
        }
        for (Path other : EventFolder.entries(cameras)) {
            if (of(other.getFileName().toString(), event).exists()) {
                return true;
            }
        }
        return false;
    }

    void createIfMissing(EventFolder folder, String camera, EventId event) throws IOException {
        if (folder.exists()) {
            return;
        }
        long arrival = arrivals.append(camera, event);
        steps.done(Step.ARRIVAL);
        DurableFiles.createDirectories(folder.path());
        DurableFiles.create(
                folder.announcement(),
                Json.bytes(
                        new Announcement(
                                event, camera, arrival, clock.millis(), null, null, null)));
        steps.done(Step.ANNOUNCED);
    }
}
