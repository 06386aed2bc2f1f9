package org.vigia.camera.link;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.vigia.camera.ring.FragmentRing;
import org.vigia.camera.ring.RingItem;
import org.vigia.camera.ring.RingReader;

/// Follows the ring as it is filmed and lets one item ahead be looked at. Used by one thread.
final class ForwardReader implements AutoCloseable {
    private final FragmentRing ring;
    private @Nullable RingReader reader;
    private @Nullable RingItem ahead;

    ForwardReader(FragmentRing ring) {
        this.ring = ring;
    }

    boolean running() {
        return reader != null;
    }

    /// Goes to the newest key frame, from wherever it was.
    void restart() {
        close();
        reader = ring.openAtCurrentGop();
    }

    /// The next item, which stays the next; null when none comes in time.
    @Nullable RingItem peek(Duration patience) throws InterruptedException {
        RingReader open = reader;
        if (ahead == null && open != null) {
            ahead = open.next(patience);
        }
        return ahead;
    }

    /// Whether an item has been looked at and not taken.
    boolean holds() {
        return ahead != null;
    }

    /// Goes on behind the item looked at.
    void take() {
        ahead = null;
    }

    @Override
    public void close() {
        RingReader open = reader;
        reader = null;
        ahead = null;
        if (open != null) {
            open.close();
        }
    }
}
