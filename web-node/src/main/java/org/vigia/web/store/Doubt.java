package org.vigia.web.store;

import java.io.IOException;
import java.time.Clock;
import java.util.function.Predicate;
import org.vigia.web.event.Mark;

/// Marks what comes from a camera that is not believed. Used under the store's lock.
final class Doubt {
    private final Clock clock;
    private volatile Predicate<String> doubted = _ -> false;

    Doubt(Clock clock) {
        this.clock = clock;
    }

    void of(Predicate<String> cameras) {
        doubted = cameras;
    }

    boolean isDoubted(String camera) {
        return doubted.test(camera);
    }

    /// Something is about to come into the folder.
    void note(EventFolder folder, String camera) throws IOException {
        if (isDoubted(camera)) {
            MarkLine line = new MarkLine(clock.millis(), Mark.UNCONFIRMED, "web-node", null);
            if (Marks.in(folder).apply(line)) {
                Marks.append(folder, line);
            }
        }
    }
}
