package org.vigia.web.evidence;

import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.vigia.shared.event.EventId;
import org.vigia.shared.lifecycle.NamedThreads;
import org.vigia.shared.link.LinkMessage;

/// The streams of one camera that are being read again, a few at a time, each on a thread of its
/// own. Used under the camera's lock, which those threads do not hold while they read.
final class Rereadings {
    private static final Logger LOG = LoggerFactory.getLogger(Rereadings.class);
    private static final int MOST = 2;

    private final CameraStreams streams;
    private final Reader reader;
    private final Map<EventId, Rereading> underWay = new HashMap<>();

    /// Who is told that a stream has been read; takes the camera's lock itself.
    @FunctionalInterface
    interface Reader {
        /// Called once by each thread, at its end.
        ///
        /// @param read null where it could not be read
        void hasRead(Rereading rereading, @Nullable StreamFile read);
    }

    Rereadings(CameraStreams streams, Reader reader) {
        this.streams = streams;
        this.reader = reader;
    }

    /// A link opens the film of a stream that has to be read first, or is being read.
    ///
    /// @param held is told what is wanted when it has been read
    /// @return false where too many others are read now
    boolean opened(LinkMessage.EvidenceOpened opening, LongConsumer held) {
        EventId event = opening.event();
        Rereading known = underWay.get(event);
        if (known == null && underWay.size() >= MOST) {
            LOG.warn("camera {}: event {} comes while others are read", streams.camera(), event);
            return false;
        }
        Rereading rereading = known == null ? new Rereading(event) : known;
        rereading.opened(opening, streams.pace().nanos(), held);
        if (known == null) {
            underWay.put(event, rereading);
            String name = "evidence-reread-" + streams.camera();
            rereading.begin(NamedThreads.start(name, () -> read(rereading)));
        }
        return true;
    }

    private void read(Rereading rereading) {
        StreamFile read = null;
        try {
            read = streams.reread(rereading.event());
        } catch (IOException e) {
            LOG.error("camera {}: event {} cannot go on", streams.camera(), rereading.event(), e);
        } finally {
            reader.hasRead(rereading, read);
        }
    }

    /// It has been read, and nothing waits in it any more.
    void ended(Rereading rereading) {
        underWay.remove(rereading.event());
    }

    boolean isUnderWay(EventId event) {
        return underWay.containsKey(event);
    }

    /// The one that a link's open film waits for; null where none does.
    @Nullable Rereading open(EventId event) {
        Rereading rereading = underWay.get(event);
        return rereading != null && rereading.isOpen() ? rereading : null;
    }

    List<Rereading> underWay() {
        return List.copyOf(underWay.values());
    }
}
