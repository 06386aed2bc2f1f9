package org.vigia.camera.link;

import java.util.OptionalLong;
import org.vigia.shared.event.EventId;
import org.vigia.shared.link.LinkMessage;
import org.vigia.shared.video.VideoConfig;

/// The film of one event, which is to reach Pi #B while it is filmed: frames of one stream, from
/// `first` to a last one that is not known before the film is over. Safe for several threads.
final class EvidenceFilm {
    private static final long UNKNOWN = -1;

    private final LinkMessage.EventOpened announcement;
    private final VideoConfig config;
    private final long first;
    private volatile long last = UNKNOWN;

    EvidenceFilm(LinkMessage.EventOpened announcement, VideoConfig config, long first) {
        this.announcement = announcement;
        this.config = config;
        this.first = first;
    }

    /// What is said of its event.
    LinkMessage.EventOpened announcement() {
        return announcement;
    }

    EventId event() {
        return announcement.event();
    }

    VideoConfig config() {
        return config;
    }

    int epoch() {
        return config.epoch();
    }

    long first() {
        return first;
    }

    /// The sequence of its last frame, once it is over.
    OptionalLong last() {
        long known = last;
        return known == UNKNOWN ? OptionalLong.empty() : OptionalLong.of(known);
    }

    void end(long lastSequence) {
        last = lastSequence;
    }
}
