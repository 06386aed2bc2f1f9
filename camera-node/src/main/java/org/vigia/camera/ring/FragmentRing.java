package org.vigia.camera.ring;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
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
    private final long keepTicks;
    private final long maxBytes;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition grown = lock.newCondition();
    private final Deque<Group> groups = new ArrayDeque<>();
    private @Nullable VideoConfig config;
    private long next;
    private long bytes;
    private long ticks;
    private boolean waitForKey = true;

    /// @param keep how much film to keep at least, whole GOPs: the pre-roll and some slack for
    ///   readers
    /// @param maxBytes the bound for the fragments' bytes, which goes before `keep`
    public FragmentRing(Duration keep, long maxBytes) {
        if (keep.isNegative() || maxBytes < 1) {
            throw new IllegalArgumentException("a ring of %s, %d bytes".formatted(keep, maxBytes));
        }
        this.keepTicks = ticks(keep);
        this.maxBytes = maxBytes;
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
            open();
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
            if (fragment.key() && (groups.isEmpty() || groups.getLast().filmed())) {
                open();
            }
            append(new RingItem.Filmed(fragment));
            drop();
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void onGap(String reason) {
        lock.lock();
        try {
            waitForKey = true;
            if (groups.isEmpty()) {
                open();
            }
            if (groups.getLast().items.isEmpty()
                    || !(groups.getLast().items.getLast() instanceof RingItem.Gap)) {
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
            @Nullable Group start = null;
            Iterator<Group> newestFirst = groups.descendingIterator();
            while (newestFirst.hasNext()) {
                Group group = newestFirst.next();
                if (group.epoch() != epoch()) {
                    break;
                }
                if (group.filmed()) {
                    start = group;
                    if (group.startTicks() + ticks(preRoll) <= newestTicks()) {
                        break;
                    }
                }
            }
            return new RingReader(this, start == null ? beginning() : start.keyPosition());
        } finally {
            lock.unlock();
        }
    }

    /// A reader that starts at the newest key frame. The caller closes it.
    public RingReader openAtCurrentGop() {
        return openBefore(Duration.ZERO);
    }

    /// The newest key frame known to be complete, or the newest there is.
    public Optional<KeyFrame> latestKeyFrame() {
        lock.lock();
        try {
            @Nullable KeyFrame found = null;
            Iterator<Group> newestFirst = groups.descendingIterator();
            while (newestFirst.hasNext()) {
                Group group = newestFirst.next();
                Fragment key = group.key();
                VideoConfig itsConfig = group.config;
                if (key != null && itsConfig != null) {
                    // A frame that another one follows will not be replaced any more.
                    if (group.frames() > 1) {
                        return Optional.of(new KeyFrame(itsConfig, key));
                    }
                    found = found == null ? new KeyFrame(itsConfig, key) : found;
                }
            }
            return Optional.ofNullable(found);
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
            return bytes;
        } finally {
            lock.unlock();
        }
    }

    private @Nullable RingItem take(RingReader reader) {
        long oldest = groups.isEmpty() ? next : groups.getFirst().first;
        if (reader.position < oldest) {
            long from = newestKey();
            long lost = from - reader.position;
            reader.position = from;
            reader.last = null;
            return new RingItem.Lagged(lost);
        }
        Fragment former = reader.last;
        if (former != null && at(reader.position - 1) instanceof RingItem.Filmed(Fragment now)) {
            if (!same(now, former)) {
                reader.last = now;
                return new RingItem.Filmed(marked(now, true));
            }
        }
        Group group = groupAt(reader.position);
        if (group == null) {
            return null;
        }
        RingItem item = group.items.get((int) (reader.position - group.first));
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

    private static Fragment marked(Fragment f, boolean replacing) {
        return new Fragment(
                f.epoch(),
                f.sequence(),
                f.time(),
                f.duration(),
                f.key(),
                replacing,
                f.capturedNanos(),
                f.bytes());
    }

    private void replace(Fragment fragment) {
        Group group = groups.peekLast();
        if (group != null
                && !group.items.isEmpty()
                && group.items.getLast() instanceof RingItem.Filmed(Fragment former)
                && former.epoch() == fragment.epoch()
                && former.sequence() == fragment.sequence()) {
            bytes -= group.bytes();
            group.replaceLast(marked(fragment, false));
            bytes += group.bytes();
            drop();
            grown.signalAll();
        }
    }

    private void open() {
        groups.addLast(new Group(next, config));
    }

    private void append(RingItem item) {
        Group group = groups.getLast();
        bytes -= group.bytes();
        ticks -= group.ticks();
        group.add(item);
        bytes += group.bytes();
        ticks += group.ticks();
        next++;
        grown.signalAll();
    }

    private void drop() {
        while (groups.size() > 1
                && (bytes > maxBytes || ticks - groups.getFirst().ticks() >= keepTicks)) {
            forgetFirst();
        }
        if (bytes > maxBytes) {
            forgetFirst();
            waitForKey = true;
        }
    }

    private void forgetFirst() {
        Group group = groups.removeFirst();
        bytes -= group.bytes();
        ticks -= group.ticks();
    }

    private @Nullable RingItem at(long position) {
        Group group = groupAt(position);
        return group == null ? null : group.items.get((int) (position - group.first));
    }

    private @Nullable Group groupAt(long position) {
        // Readers are mostly near the end.
        Iterator<Group> newestFirst = groups.descendingIterator();
        while (newestFirst.hasNext()) {
            Group group = newestFirst.next();
            if (position >= group.first) {
                return position < group.end() ? group : null;
            }
        }
        return null;
    }

    private @Nullable Group newestFilmed() {
        Iterator<Group> newestFirst = groups.descendingIterator();
        while (newestFirst.hasNext()) {
            Group group = newestFirst.next();
            if (group.filmed()) {
                return group;
            }
        }
        return null;
    }

    private long newestKey() {
        Group group = newestFilmed();
        return group == null ? beginning() : group.keyPosition();
    }

    private long newestTicks() {
        Group group = newestFilmed();
        return group == null ? 0 : group.endTicks();
    }

    private int epoch() {
        VideoConfig known = config;
        return known == null ? -1 : known.epoch();
    }

    /// Where a reader starts when nothing of the current stream has been filmed: at its
    /// configuration.
    private long beginning() {
        Group group = groups.peekLast();
        return group != null && !group.filmed() && group.epoch() == epoch() ? group.first : next;
    }
}
