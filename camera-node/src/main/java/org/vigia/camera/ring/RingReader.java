package org.vigia.camera.ring;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.vigia.shared.video.Fragment;

/// One reader's place in the ring. For one thread, but [#close] may be called by any.
public final class RingReader implements AutoCloseable {
    private final FragmentRing ring;

    // Guarded by the ring's lock.
    long position;
    @Nullable Fragment last;
    int epoch = -1;
    boolean closed;

    RingReader(FragmentRing ring, long position) {
        this.ring = ring;
        this.position = position;
    }

    /// The next item; waits for it where there is none yet. A [RingItem.Configured] comes before
    /// the first frame of each stream.
    ///
    /// @param timeout how long to wait at most; zero does not wait
    /// @return null when nothing came in time, or the reader is closed
    /// @throws InterruptedException when the thread is interrupted while it waits
    public @Nullable RingItem next(Duration timeout) throws InterruptedException {
        return ring.next(this, timeout);
    }

    /// Ends the reader; a thread that waits in [#next] gets null.
    @Override
    public void close() {
        ring.close(this);
    }
}
