package org.vigia.camera.ring;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.vigia.shared.video.Fragment;
import org.vigia.shared.video.VideoConfig;

/// A GOP and what stands around it: its configuration before the key frame where a stream begins, a
/// gap at its end. The ring keeps and drops groups whole. Guarded by the ring's lock.
final class Group {
    /// The position of its first item.
    final long first;

    /// The stream its frames are of; null when there was none yet.
    final @Nullable VideoConfig config;

    final List<RingItem> items = new ArrayList<>();
    private int keyAt = -1;
    private int frames;
    private long bytes;
    private long startTicks;
    private long endTicks;
    private long lastSequence;

    Group(long first, @Nullable VideoConfig config) {
        this.first = first;
        this.config = config;
    }

    void add(RingItem item) {
        items.add(item);
        if (item instanceof RingItem.Filmed(Fragment fragment)) {
            if (keyAt < 0) {
                keyAt = items.size() - 1;
                startTicks = fragment.time();
            }
            frames++;
            count(fragment);
        }
    }

    /// Puts `fragment` into the place of the last item, which is its former self.
    void replaceLast(Fragment fragment) {
        if (items.getLast() instanceof RingItem.Filmed(Fragment former)) {
            bytes -= former.bytes().length;
        }
        items.set(items.size() - 1, new RingItem.Filmed(fragment));
        count(fragment);
    }

    private void count(Fragment fragment) {
        bytes += fragment.bytes().length;
        endTicks = fragment.time() + fragment.duration();
        lastSequence = fragment.sequence();
    }

    /// The item at `position`, which is within.
    RingItem at(long position) {
        return items.get((int) (position - first));
    }

    /// Whether it holds a frame with that sequence or a later one.
    boolean reaches(long sequence) {
        return filmed() && lastSequence >= sequence;
    }

    /// Its oldest frame from `sequence` on.
    Optional<Fragment> frameFrom(long sequence) {
        for (RingItem item : items) {
            if (item instanceof RingItem.Filmed(Fragment frame) && frame.sequence() >= sequence) {
                return Optional.of(frame);
            }
        }
        return Optional.empty();
    }

    boolean filmed() {
        return frames > 0;
    }

    int frames() {
        return frames;
    }

    long bytes() {
        return bytes;
    }

    long ticks() {
        return endTicks - startTicks;
    }

    long startTicks() {
        return startTicks;
    }

    long endTicks() {
        return endTicks;
    }

    /// The position of the key frame.
    long keyPosition() {
        return first + keyAt;
    }

    @Nullable Fragment key() {
        return keyAt >= 0 && items.get(keyAt) instanceof RingItem.Filmed(Fragment fragment)
                ? fragment
                : null;
    }

    /// The position after its last item.
    long end() {
        return first + items.size();
    }

    int epoch() {
        VideoConfig known = config;
        return known == null ? -1 : known.epoch();
    }
}
