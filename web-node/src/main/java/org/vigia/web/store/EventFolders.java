package org.vigia.web.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Optional;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.vigia.shared.durable.DurableFiles;
import org.vigia.shared.event.EventId;
import org.vigia.shared.event.EventKind;
import org.vigia.shared.event.Moment;
import org.vigia.shared.json.Json;

/// All events' folders, and the making of new ones (steps 2 and 3). Creation is not safe for
/// several threads.
final class EventFolders {
    private static final Logger LOG = LoggerFactory.getLogger(EventFolders.class);

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
        return !of(camera, event).exists() && owner(event).isPresent();
    }

    /// Whose event it is; empty where nobody has it.
    Optional<String> owner(EventId event) throws IOException {
        for (Path camera : EventFolder.entries(cameras)) {
            String name = camera.getFileName().toString();
            if (of(name, event).exists()) {
                return Optional.of(name);
            }
        }
        return Optional.empty();
    }

    /// The place in the order of arrival of an event of Pi #B's own.
    long arriveOwn(String camera, EventId event) throws IOException {
        return arrivals.append(camera, event);
    }

    /// Makes the folder of an event of Pi #B's own, its record complete at once.
    void createOwn(
            EventFolder folder,
            String camera,
            EventId event,
            EventId incident,
            EventKind kind,
            long arrival)
            throws IOException {
        long now = clock.millis();
        Announcement own =
                new Announcement(
                        event,
                        camera,
                        arrival,
                        now,
                        incident,
                        kind,
                        new Moment(now, true, "web-node", 0));
        DurableFiles.createDirectories(folder.path());
        DurableFiles.create(folder.announcement(), Json.bytes(own));
        steps.done(Step.ANNOUNCED);
    }

    /// Makes an event's folder where there is none, and its record anew where that is damaged: what
    /// the record says is worth less than the files that would wait for it for ever.
    void createIfMissing(EventFolder folder, String camera, EventId event) throws IOException {
        if (!folder.exists()) {
            long arrival = arrivals.append(camera, event);
            steps.done(Step.ARRIVAL);
            DurableFiles.createDirectories(folder.path());
            DurableFiles.create(folder.announcement(), fresh(camera, event, arrival));
            steps.done(Step.ANNOUNCED);
        } else if (folder.isDamaged()) {
            Path aside = folder.path().resolve("damaged-" + UUID.randomUUID() + ".json");
            LOG.error(
                    "{}: cannot be read; it is now {} and made anew",
                    folder.announcement(),
                    aside.getFileName());
            Files.createLink(aside, folder.announcement());
            long known = arrivals.find(event);
            long arrival = known > 0 ? known : arrivals.append(camera, event);
            DurableFiles.replace(folder.announcement(), fresh(camera, event, arrival));
        }
    }

    private byte[] fresh(String camera, EventId event, long arrival) {
        return Json.bytes(
                new Announcement(event, camera, arrival, clock.millis(), null, null, null));
    }
}
