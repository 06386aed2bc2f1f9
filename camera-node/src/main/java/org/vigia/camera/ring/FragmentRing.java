package org.vigia.camera.ring;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.vigia.shared.video.Fragment;
import org.vigia.shared.video.VideoConfig;
import org.vigia.shared.video.VideoSink;

/// The last seconds of film in memory. One thread writes, any number reads, each at its own place
/// and pace; a reader that is too slow loses film, the writer never waits. Memory is bounded by the
/// byte limit, however many readers there are. Safe for several threads.
public final class FragmentRing implements VideoSink {
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition grown = lock.newCondition();
    private final Groups groups;
    private @Nullable VideoConfig config;
    private boolean waitForKey = true;

    /// @param keep how much film to keep at least, whole GOPs: the pre-roll and some slack for
    ///   readers
    /// @param maxBytes the bound for the fragments' bytes, which goes before `keep`
    public FragmentRing(Duration keep, long maxBytes) {
        if (keep.isNegative() || maxBytes < 1) {
            throw new IllegalArgumentException("a ring of %s, %d bytes".formatted(keep, maxBytes));
        }
        this.groups = new Groups(ticks(keep), maxBytes);
    }

    private static long ticks(Duration duration) {
        return duration.toMillis() * VideoConfig.TIMESCALE / 1000;
    }

    @Override
    public void onConfig(VideoConfig newConfig) {
        lock.lock();
        try {
            config = newConfig;
            waitForKey = true;
            groups.open(newConfig);
            append(new RingItem.Configured(newConfig));
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void onFragment(Fragment fragment) {
        lock.lock();
        try {
            if (fragment.replacesPrevious()) {
                replace(fragment);
                return;
            }
            if (waitForKey && !fragment.key()) {
                return;
            }
            waitForKey = false;
            Group last = groups.last();
            if (fragment.key() && (last == null || last.filmed())) {
                groups.open(config);
            }
            append(new RingItem.Filmed(fragment));
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void onGap(String reason) {
        lock.lock();
        try {
            waitForKey = true;
            if (groups.last() == null) {
                groups.open(config);
            }
            if (!(groups.lastItem() instanceof RingItem.Gap)) {
                append(new RingItem.Gap(reason));
            }
        } finally {
            lock.unlock();
        }
    }

    /// A reader that starts at the last key frame which is at least `preRoll` older than the end of
    /// the newest frame, or at the oldest one of the current stream there is. Where nothing has
    /// been filmed yet, it waits for the beginning. The caller closes it.
    public RingReader openBefore(Duration preRoll) {
        lock.lock();
        try {
            return new RingReader(this, groups.startBefore(ticks(preRoll), epoch()));
        } finally {
            lock.unlock();
        }
    }

    /// A reader that starts at the newest key frame. The caller closes it.
    public RingReader openAtCurrentGop() {
        return openBefore(Duration.ZERO);
    }

    /// The oldest frame held of the stream `epoch` whose sequence is at least `sequence`. The very
    /// newest may yet be replaced.
    public Optional<Fragment> frameFrom(int epoch, long sequence) {
        lock.lock();
        try {
            return groups.frameFrom(epoch, sequence);
        } finally {
            lock.unlock();
        }
    }

    /// The newest key frame known to be complete, or the newest there is.
    public Optional<KeyFrame> latestKeyFrame() {
        lock.lock();
        try {
            return groups.latestKeyFrame();
        } finally {
            lock.unlock();
        }
    }

    /// The next item for `reader`; null when none comes in time or the reader is closed.
    @Nullable RingItem next(RingReader reader, Duration timeout) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            long left = timeout.toNanos();
            while (true) {
                if (reader.closed) {
                    return null;
                }
                RingItem item = take(reader);
                if (item != null || left <= 0) {
                    return item;
                }
                left = grown.awaitNanos(left);
            }
        } finally {
            lock.unlock();
        }
    }

    void close(RingReader reader) {
        lock.lock();
        try {
            reader.closed = true;
            grown.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /// The bytes of the fragments held.
    long bytes() {
        lock.lock();
        try {
            return groups.bytes();
        } finally {
            lock.unlock();
        }
    }

    private @Nullable RingItem take(RingReader reader) {
        if (reader.position < groups.oldest()) {
            long from = groups.newestKey(epoch());
            long lost = from - reader.position;
            reader.position = from;
            reader.last = null;
            return new RingItem.Lagged(lost);
        }
        Fragment former = reader.last;
        if (former != null
                && groups.at(reader.position - 1) instanceof RingItem.Filmed(Fragment now)) {
            if (!same(now, former)) {
                reader.last = now;
                return new RingItem.Filmed(now.replacing(true));
            }
        }
        Group group = groups.holding(reader.position);
        if (group == null) {
            return null;
        }
        RingItem item = group.at(reader.position);
        VideoConfig itsConfig = group.config;
        if (item instanceof RingItem.Filmed && itsConfig != null && reader.epoch != group.epoch()) {
            reader.epoch = group.epoch();
            return new RingItem.Configured(itsConfig);
        }
        reader.position++;
        reader.last = null;
        if (item instanceof RingItem.Filmed(Fragment fragment)) {
            reader.last = fragment;
            return item;
        }
        if (item instanceof RingItem.Configured(VideoConfig newConfig)) {
            reader.epoch = newConfig.epoch();
        }
        return item;
    }

    // The very object or not: two forms of a frame may be equal in all but their bytes.
    @SuppressWarnings("ReferenceEquality")
    private static boolean same(Fragment a, Fragment b) {
        return a == b;
    }

    private void replace(Fragment fragment) {
        if (groups.lastItem() instanceof RingItem.Filmed(Fragment former)
                && former.epoch() == fragment.epoch()
                && former.sequence() == fragment.sequence()) {
            groups.replaceLast(fragment.replacing(false));
            if (!groups.drop()) {
                waitForKey = true;
            }
            grown.signalAll();
        }
    }

    private void append(RingItem item) {
        groups.append(item);
        if (!groups.drop()) {
            waitForKey = true;
        }
        grown.signalAll();
    }

    private int epoch() {
        VideoConfig known = config;
        return known == null ? -1 : known.epoch();
    }
}
