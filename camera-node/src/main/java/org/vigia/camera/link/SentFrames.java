package org.vigia.camera.link;

import java.util.ArrayDeque;
import java.util.Deque;

/// Which frames of a film have gone, by their sequence, as runs without a hole. Frames come in
/// rising order; one that repeats the last is the same. Used by one thread.
final class SentFrames {
    private record Run(long from, long to) {}

    private final Deque<Run> runs = new ArrayDeque<>();

    void add(long sequence) {
        Run last = runs.peekLast();
        if (last == null || sequence > last.to() + 1) {
            runs.addLast(new Run(sequence, sequence));
        } else if (sequence == last.to() + 1) {
            runs.removeLast();
            runs.addLast(new Run(last.from(), sequence));
        }
    }

    /// Whether none has gone.
    boolean isEmpty() {
        return runs.isEmpty();
    }

    /// The highest sequence that has gone; there is one.
    long highest() {
        return runs.getLast().to();
    }

    /// The first sequence from `sequence` on that has not gone. What is below it is not asked for
    /// again, and forgotten.
    long firstMissing(long sequence) {
        long missing = sequence;
        while (runs.size() > 1 && runs.getFirst().to() < missing) {
            runs.removeFirst();
        }
        for (Run run : runs) {
            if (missing >= run.from() && missing <= run.to()) {
                missing = run.to() + 1;
            }
        }
        return missing;
    }
}
