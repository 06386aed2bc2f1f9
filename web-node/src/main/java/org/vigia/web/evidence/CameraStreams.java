package org.vigia.web.evidence;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.vigia.shared.event.EventId;
import org.vigia.shared.link.LinkMessage;
import org.vigia.shared.time.Pace;
import org.vigia.shared.video.VideoConfig;

/// One camera's streams on the disk: begun, found again after a restart, and made into something
/// that frames can be added to. Knows nothing of who has which one open.
record CameraStreams(
        String camera, StreamFolder folder, EvidenceShelf shelf, StreamLimits limits, Pace pace) {
    private static final Logger LOG = LoggerFactory.getLogger(CameraStreams.class);

    StreamFolder.Film film(EventId event) {
        return new StreamFolder.Film(camera, event);
    }

    Path file(EventId event) {
        return folder.stream(film(event));
    }

    /// The streams that are here of other events.
    List<StreamFolder.Film> others(EventId than) throws IOException {
        return folder.streams(camera).stream().filter(f -> !f.event().equals(than)).toList();
    }

    /// How the stream begins that a restart has left of an event; empty where there is none. What
    /// only has its name is put aside.
    Optional<StreamScan.Head> left(EventId event) throws IOException {
        Path file = file(event);
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        Optional<StreamScan.Head> head = StreamScan.head(file);
        if (head.isEmpty()) {
            LOG.error("{}: is no stream of evidence; put aside", file);
            folder.putAside(film(event));
        }
        return head;
    }

    /// Begins a stream; file and directory are on the disk when this returns.
    ///
    /// @return null where the event has a film already, and so may have none
    @Nullable Recording begin(LinkMessage.EvidenceOpened opening, VideoConfig config)
            throws IOException {
        EventId event = opening.event();
        if (shelf.film(camera, event).isPresent()) {
            // A new film would take the place of one whose frames it does not hold.
            LOG.warn("camera {}: event {} has a film, but no stream", camera, event);
            return null;
        }
        return recording(StreamFile.create(file(event), opening, config));
    }

    /// Reads a stream to its end, which may take as long as 2 GiB take.
    StreamFile reread(EventId event) throws IOException {
        Path file = file(event);
        return StreamFile.reopen(file)
                .orElseThrow(() -> new IOException(file + ": is no stream any more"));
    }

    Recording recording(StreamFile file) {
        return new Recording(camera, file, shelf, limits, pace);
    }
}
