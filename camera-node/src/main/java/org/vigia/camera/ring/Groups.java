package org.vigia.camera.ring;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.vigia.shared.video.Fragment;
import org.vigia.shared.video.VideoConfig;

/// The groups a ring holds, oldest first, within its bounds, and what stands at which position.
/// Guarded by the ring's lock.
final class Groups {
    private final long keepTicks;
    private final long maxBytes;
    private final Deque<Group> groups = new ArrayDeque<>();
    private long next;
    private long bytes;
    private long ticks;

    Groups(long keepTicks, long maxBytes) {
        this.keepTicks = keepTicks;
        this.maxBytes = maxBytes;
    }

    void open(@Nullable VideoConfig config) {
        groups.addLast(new Group(next, config));
    }

    void append(RingItem item) {
        Group group = groups.getLast();
        uncount(group);
        group.add(item);
        count(group);
        next++;
    }

    void replaceLast(Fragment fragment) {
        Group group = groups.getLast();
        uncount(group);
        group.replaceLast(fragment);
        count(group);
    }

    /// Drops what the bounds do not allow.
    ///
    /// @return whether the newest group is still there
    boolean drop() {
        while (groups.size() > 1
                && (bytes > maxBytes || ticks - groups.getFirst().ticks() >= keepTicks)) {
            uncount(groups.removeFirst());
        }
        if (bytes > maxBytes) {
            uncount(groups.removeFirst());
            return false;
        }
        return true;
    }

    private void count(Group group) {
        bytes += group.bytes();
        ticks += group.ticks();
    }

    private void uncount(Group group) {
        bytes -= group.bytes();
        ticks -= group.ticks();
    }

    long bytes() {
        return bytes;
    }

    @Nullable Group last() {
        return groups.peekLast();
    }

    @Nullable RingItem lastItem() {
        Group group = groups.peekLast();
        return group == null || group.items.isEmpty() ? null : group.items.getLast();
    }

    /// The first position that is still held.
    long oldest() {
        return groups.isEmpty() ? next : groups.getFirst().first;
    }

    /// The group that holds `position`, or null.
    @Nullable Group holding(long position) {
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

    @Nullable RingItem at(long position) {
        Group group = holding(position);
        return group == null ? null : group.at(position);
    }

    /// The oldest frame of `epoch` from `sequence` on.
    Optional<Fragment> frameFrom(int epoch, long sequence) {
        for (Group group : groups) {
            if (group.epoch() == epoch && group.reaches(sequence)) {
                return group.frameFrom(sequence);
            }
        }
        return Optional.empty();
    }

    /// Where a reader starts that wants `preRoll` ticks of the stream `epoch`.
    long startBefore(long preRoll, int epoch) {
        Group newest = newestFilmed();
        if (newest == null || newest.epoch() != epoch) {
            return beginning(epoch);
        }
        long start = newest.keyPosition();
        Iterator<Group> newestFirst = groups.descendingIterator();
        while (newestFirst.hasNext()) {
            Group group = newestFirst.next();
            if (group.epoch() != epoch) {
                break;
            }
            if (group.filmed()) {
                start = group.keyPosition();
                if (group.startTicks() + preRoll <= newest.endTicks()) {
                    break;
                }
            }
        }
        return start;
    }

    /// The position of the newest key frame, or where the stream `epoch` begins.
    long newestKey(int epoch) {
        Group group = newestFilmed();
        return group == null ? beginning(epoch) : group.keyPosition();
    }

    /// The newest key frame that another frame follows, and so will not be replaced any more; the
    /// newest there is otherwise.
    Optional<KeyFrame> latestKeyFrame() {
        @Nullable KeyFrame newest = null;
        Iterator<Group> newestFirst = groups.descendingIterator();
        while (newestFirst.hasNext()) {
            Group group = newestFirst.next();
            Fragment key = group.key();
            VideoConfig config = group.config;
            if (key != null && config != null) {
                if (group.frames() > 1) {
                    return Optional.of(new KeyFrame(config, key));
                }
                newest = newest == null ? new KeyFrame(config, key) : newest;
            }
        }
        return Optional.ofNullable(newest);
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

    /// Where a reader starts when nothing of the stream has been filmed: at its configuration.
    private long beginning(int epoch) {
        Group group = groups.peekLast();
        return group != null && !group.filmed() && group.epoch() == epoch ? group.first : next;
    }
}
