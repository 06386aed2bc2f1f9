package org.vigia.camera.recorder;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.vigia.camera.moment.Moments;
import org.vigia.camera.spool.Opening;
import org.vigia.shared.video.Fragment;
import org.vigia.shared.video.VideoConfig;

/// An event that happens: what is recorded of it is told to the observer and handed to the disk's
/// thread. None of its methods waits. Used by one thread.
final class Event {
    private static final Logger LOG = LoggerFactory.getLogger(Event.class);

    private final Opening opening;
    private final EventObserver observer;
    private final EventWriter writer;
    private final Moments moments;
    private final KeptEvent kept;
    private @Nullable Fragment first;
    private @Nullable Fragment last;
    private boolean awaitKey;

    Event(Opening opening, EventObserver observer, EventWriter writer, Moments moments) {
        this.opening = opening;
        this.observer = observer;
        this.writer = writer;
        this.moments = moments;
        // First of all Pi #B is to know: the disk may take its time.
        observer.onOpened(opening);
        this.kept = writer.begin(opening);
    }

    /// Takes a frame; those before the first key frame are of no use and left out.
    void add(Fragment fragment, @Nullable VideoConfig config) {
        if (config == null || (first == null && !fragment.key())) {
            return;
        }
        if (first == null) {
            first = fragment;
            observer.onFilmBegun(opening, config, fragment.sequence());
        }
        last = fragment;
        if (awaitKey && !fragment.key()) {
            return;
        }
        boolean lagged = !writer.add(kept, fragment, config);
        if (lagged && !awaitKey) {
            LOG.warn("event {}: the disk is too slow, its film has a gap", opening.event());
        }
        awaitKey = lagged;
    }

    /// Whether there is a frame in its film.
    boolean isFilmed() {
        return first != null;
    }

    boolean isLongerThan(Duration duration) {
        Fragment from = first;
        Fragment to = last;
        return from != null
                && to != null
                && to.time() + to.duration() - from.time()
                        >= duration.toMillis() * (VideoConfig.TIMESCALE / 1000);
    }

    void end() {
        Fragment to = last;
        if (to != null) {
            observer.onFilmEnded(opening.event(), to.sequence());
        }
        writer.end(kept, moments.now());
    }
}
