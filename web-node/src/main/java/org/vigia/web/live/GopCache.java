package org.vigia.web.live;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.vigia.shared.video.Fragment;

/// The frames since the last key frame, which is what a new viewer needs first, and the judge of
/// what may follow. Bounded: a group without end is forgotten. Not safe for several threads.
final class GopCache {
    private static final int MAX_FRAMES = 1000;
    static final int MAX_BYTES = 4 * 1024 * 1024;

    private final List<Fragment> frames = new ArrayList<>();
    private int bytes;
    private @Nullable Fragment key;
    private @Nullable Fragment last;
    private boolean overfull;

    /// Takes the next frame.
    ///
    /// @return whether a decoder that got all earlier ones can use it: false for a repetition and
    ///   for what follows a hole until the next key frame
    boolean add(Fragment fragment) {
        Fragment previous = last;
        if (previous == null) {
            return fragment.key() && begin(fragment);
        }
        if (fragment.replacesPrevious() && fragment.sequence() == previous.sequence()) {
            return replace(fragment);
        }
        if (fragment.sequence() <= previous.sequence()) {
            return false;
        }
        if (fragment.key()) {
            return begin(fragment);
        }
        if (fragment.sequence() != previous.sequence() + 1) {
            clear();
            return false;
        }
        last = fragment;
        if (!overfull) {
            frames.add(fragment);
            bytes += fragment.bytes().length;
            bound();
        }
        return true;
    }

    private boolean begin(Fragment key) {
        clear();
        this.key = key;
        last = key;
        frames.add(key);
        bytes = key.bytes().length;
        return true;
    }

    private boolean replace(Fragment fragment) {
        if (fragment.key()) {
            key = fragment;
        }
        last = fragment;
        if (!frames.isEmpty()) {
            bytes += fragment.bytes().length - frames.removeLast().bytes().length;
            frames.add(fragment);
            bound();
        }
        return true;
    }

    private void bound() {
        if (frames.size() > MAX_FRAMES || bytes > MAX_BYTES) {
            frames.clear();
            bytes = 0;
            overfull = true;
        }
    }

    /// Forgets everything; the next frame must be a key frame.
    void clear() {
        frames.clear();
        bytes = 0;
        key = null;
        last = null;
        overfull = false;
    }

    /// The group's first frame, also of one that is too large to be kept; null where there is none.
    @Nullable Fragment key() {
        return key;
    }

    /// The group so far; empty where there is none.
    List<Fragment> frames() {
        return List.copyOf(frames);
    }
}
