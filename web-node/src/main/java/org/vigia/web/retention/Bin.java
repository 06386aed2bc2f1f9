package org.vigia.web.retention;

import java.io.IOException;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Empties the bin: what has been in it for a day goes, and what has not as far as room is short. A
/// person has said that they can do without it, so that it goes before anything else. Used by one
/// thread.
final class Bin {
    /// How long a deletion can be taken back.
    static final Duration TIME = Duration.ofHours(24);

    private static final Logger LOG = LoggerFactory.getLogger(Bin.class);

    // As of events that have aged: a clock that is wrong deletes little before somebody notices.
    private static final int MOST = 200;

    private final Shelf shelf;

    Bin(Shelf shelf) {
        this.shelf = shelf;
    }

    /// @param excess how many bytes have to go
    /// @return how many events have gone
    int empty(String camera, long excess, long nowMillis) throws IOException {
        int gone = 0;
        long left = excess;
        for (Binned binned : shelf.binned(camera, MOST)) {
            boolean over = nowMillis - binned.binnedMillis() >= TIME.toMillis();
            boolean makesRoom = left > 0 && binned.bytes() > 0;
            if ((over || makesRoom) && shelf.empty(camera, binned, "a person has deleted it")) {
                left -= binned.bytes();
                gone++;
            }
        }
        if (gone > 0) {
            LOG.info("{}: {} events went out of the bin", camera, gone);
        }
        return gone;
    }
}
