package org.vigia.camera.recorder;

import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.vigia.shared.event.EventId;

/// Says once that the disk refuses events, and once that it takes them again. Used by one thread.
final class DiskTrouble {
    private static final Logger LOG = LoggerFactory.getLogger(DiskTrouble.class);

    private final Consumer<Boolean> observer;
    private boolean refusing;

    /// @param observer is told when it begins to refuse (true) and when it takes events again
    DiskTrouble(Consumer<Boolean> observer) {
        this.observer = observer;
    }

    void refused(EventId event, Exception cause) {
        if (refusing) {
            LOG.debug("event {}: the disk still refuses it", event, cause);
        } else {
            refusing = true;
            observer.accept(true);
            LOG.error(
                    "event {}: the disk refuses it; until it does not, film only goes to Pi #B: {}",
                    event,
                    cause.getMessage(),
                    cause);
        }
    }

    void took(EventId event) {
        if (refusing) {
            refusing = false;
            observer.accept(false);
            LOG.info("event {}: the disk takes events again", event);
        }
    }
}
