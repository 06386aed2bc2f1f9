package org.vigia.web.evidence;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.vigia.shared.event.EventId;
import org.vigia.shared.lifecycle.NamedThreads;
import org.vigia.shared.link.LinkMessage;

/// A stream that a restart has left, while it is read again: up to 2 GiB, for which no link can
/// wait. What its link brings meanwhile waits here, within bounds, and comes behind. Used under the
/// camera's lock.
final class Rereading {
    /// A minute of film at 2 Mbit/s; what comes beyond is left to the clip.
    static final long MOST_BYTES = 16L << 20;

    private static final Logger LOG = LoggerFactory.getLogger(Rereading.class);

    private final EventId event;
    private final List<Came> waiting = new ArrayList<>();
    private long bytes;
    private boolean open;
    private @Nullable LongConsumer answer;
    private @Nullable Thread thread;

    /// A message, and when it came.
    record Came(LinkMessage message, long nanos) {}

    Rereading(EventId event) {
        this.event = event;
    }

    EventId event() {
        return event;
    }

    /// What reads it.
    void begin(Thread reader) {
        thread = reader;
    }

    /// Waits until it has been read, or has been told to stop; not under the camera's lock.
    void await(Duration patience) {
        Thread reader = thread;
        if (reader == null) {
            return;
        }
        try {
            if (!reader.join(patience)) {
                NamedThreads.stop(reader, patience);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /// A link opens the film, or opens it again.
    void opened(LinkMessage.EvidenceOpened opening, long nowNanos, LongConsumer wantsAnswer) {
        waiting.add(new Came(opening, nowNanos));
        answer = wantsAnswer;
        open = true;
    }

    void filmed(LinkMessage.Filmed filmed, long nowNanos) {
        int length = filmed.fragment().bytes().length;
        if (bytes + length > MOST_BYTES) {
            if (bytes <= MOST_BYTES) {
                LOG.warn("event {}: frames are passed over while its stream is read", event);
                bytes = MOST_BYTES + 1;
            }
            return;
        }
        bytes += length;
        waiting.add(new Came(filmed, nowNanos));
    }

    void closed(LinkMessage.EvidenceClosed closing, long nowNanos) {
        waiting.add(new Came(closing, nowNanos));
    }

    /// Its link lets go of the film.
    void released() {
        open = false;
        answer = null;
    }

    boolean isOpen() {
        return open;
    }

    List<Came> waiting() {
        return waiting;
    }

    /// Tells the link what is wanted, if there still is one.
    void answer(long next) {
        LongConsumer asked = answer;
        if (asked != null) {
            asked.accept(next);
        }
    }
}
