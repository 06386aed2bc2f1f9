package org.vigia.web.evidence;

import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.vigia.shared.link.LinkMessage;
import org.vigia.shared.time.Pace;

/// One stream that is at hand: appended to within its camera's room, and, while a link has it open,
/// brought to the disk in time. Used under the camera's lock. After a failure it is of no use but
/// to be closed.
final class Recording {
    private static final Logger LOG = LoggerFactory.getLogger(Recording.class);
    private static final long ROOM = 4L << 20;

    private final String camera;
    private final StreamFile file;
    private final EvidenceShelf shelf;
    private final StreamLimits limits;
    private final Pace pace;
    private long roomUntilBytes;
    private @Nullable Flusher flusher;

    Recording(String camera, StreamFile file, EvidenceShelf shelf, StreamLimits limits, Pace pace) {
        this.camera = camera;
        this.file = file;
        this.shelf = shelf;
        this.limits = limits;
        this.pace = pace;
        this.roomUntilBytes = file.bytes();
    }

    StreamFile file() {
        return file;
    }

    /// A link has it open.
    void begin() {
        Flusher fresh = new Flusher(file::force, pace);
        fresh.start("evidence-" + camera);
        flusher = fresh;
        roomUntilBytes = file.bytes();
    }

    /// A frame has come.
    void filmed(LinkMessage.Filmed filmed) throws IOException {
        Flusher flushing = flusher;
        if (flushing == null) {
            return;
        }
        if (!hasRoom()) {
            LOG.warn("camera {}: {} is not recorded any further", camera, file);
            stop();
        } else if (file.add(filmed, pace.nanos())) {
            flushing.wrote();
        }
    }

    private boolean hasRoom() throws IOException {
        if (file.bytes() >= limits.maxBytes()) {
            return false;
        }
        if (file.bytes() >= roomUntilBytes) {
            if (!shelf.hasRoom(camera, 2 * ROOM)) {
                return false;
            }
            roomUntilBytes = file.bytes() + ROOM;
        }
        return true;
    }

    /// Adds what has come while the file was read again.
    void catchUp(Iterable<Rereading.Came> waiting) throws IOException {
        for (Rereading.Came came : waiting) {
            if (came.message() instanceof LinkMessage.EvidenceOpened opening) {
                file.openedAgain(opening);
            } else if (came.message() instanceof LinkMessage.EvidenceClosed closing) {
                file.closed(closing, came.nanos());
            } else if (came.message() instanceof LinkMessage.Filmed filmed && hasRoom()) {
                file.add(filmed, came.nanos());
            }
        }
        file.force();
    }

    /// The link lets go; what was written is still brought to the disk.
    void stop() {
        Flusher flushing = flusher;
        if (flushing != null) {
            flushing.close();
            flusher = null;
        }
    }

    void close() {
        stop();
        try (file) {
            file.force();
        } catch (IOException e) {
            LOG.warn("camera {}: {} was not left in order", camera, file, e);
        }
    }
}
