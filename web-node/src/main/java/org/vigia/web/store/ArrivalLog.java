package org.vigia.web.store;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.vigia.shared.event.EventId;

/// The order in which events arrived: `arrivals.jsonl`. Not safe for several threads.
final class ArrivalLog {
    private static final Logger LOG = LoggerFactory.getLogger(ArrivalLog.class);

    private final LineFile<Arrival> lines;
    private long last;

    /// One event's place.
    ///
    /// @param arrival from 1
    /// @param camera whose event it is
    /// @param event its id
    record Arrival(long arrival, String camera, EventId event) {}

    ArrivalLog(Path file) {
        this.lines = new LineFile<>(file, Arrival.class);
    }

    /// Finds the last number; where the file is missing, it is made from the folders.
    void open(Path cameras) throws IOException {
        if (!lines.exists()) {
            rebuild(cameras);
        }
        last = lines.last().map(Arrival::arrival).orElse(0L);
    }

    /// The event that arrived last, if there is one.
    Optional<Arrival> lastLine() throws IOException {
        return lines.last();
    }

    long last() {
        return last;
    }

    long append(String camera, EventId event) throws IOException {
        // Counted even if the append fails, which may leave the line or not.
        last++;
        lines.append(new Arrival(last, camera, event));
        return last;
    }

    /// The number an event was given; 0 where it has none.
    long find(EventId event) throws IOException {
        List<Long> found = new ArrayList<>();
        lines.forEach(line -> {
            if (line.event().equals(event)) {
                found.add(line.arrival());
            }
        });
        return found.isEmpty() ? 0 : found.getLast();
    }

    /// Hands over every arrival above `after`, in order; an event whose folder was not made in time
    /// may occur more than once.
    void after(long after, LineFile.Reader<Arrival> reader) throws IOException {
        lines.forEachBehind(
                line -> line.arrival() <= after,
                line -> {
                    if (line.arrival() > after) {
                        reader.line(line);
                    }
                });
    }

    private void rebuild(Path cameras) throws IOException {
        List<Arrival> found = new ArrayList<>();
        for (Path camera : EventFolder.entries(cameras)) {
            for (Path prefix : EventFolder.entries(camera)) {
                for (Path event : EventFolder.entries(prefix)) {
                    EventFolder folder = new EventFolder(event);
                    if (folder.exists() && folder.isDamaged()) {
                        LOG.error("{}: cannot be read and has no number", folder.announcement());
                    } else if (folder.exists()) {
                        Announcement announced = folder.readAnnouncement();
                        found.add(
                                new Arrival(
                                        announced.arrival(),
                                        announced.camera(),
                                        announced.event()));
                    }
                }
            }
        }
        found.sort(Comparator.comparingLong(Arrival::arrival));
        for (Arrival arrival : found) {
            lines.append(arrival);
        }
    }
}
