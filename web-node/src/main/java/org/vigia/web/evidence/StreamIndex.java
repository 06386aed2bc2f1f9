package org.vigia.web.evidence;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.vigia.shared.video.Fragment;
import org.vigia.shared.video.VideoConfig;

/// Which frames a stream file holds, and where: one entry a frame, since a film needs each one's
/// place and each new frame must fit between its neighbours in time. Not safe for several threads.
final class StreamIndex {
    /// Ten minutes and a pre-roll of one at 120 frames a second are 79,200.
    static final int MAX_FRAMES = 100_000;

    /// Sequences beyond are not exact in every JSON reader.
    static final long MAX_SEQUENCE = (1L << 53) - 1;

    private static final long MAX_SPAN_TICKS =
            Duration.ofHours(24).toSeconds() * VideoConfig.TIMESCALE;
    private static final long RECENT_NANOS = Duration.ofSeconds(30).toNanos();

    private final NavigableMap<Long, Held> frames = new TreeMap<>();
    private long first;
    private int link;
    private long newest = -1;
    private long newestBefore = -1;

    /// A frame's place in the file.
    ///
    /// @param time as filmed
    /// @param key whether it is a key frame
    /// @param offset of its message
    /// @param length of its message
    /// @param link on which opening it came
    /// @param cameNanos when
    record Held(
            long sequence,
            long time,
            boolean key,
            long offset,
            int length,
            int link,
            long cameNanos) {}

    /// What is to be done with a frame.
    enum Judgement {
        /// Not held yet.
        NEW,
        /// Held, but perhaps only in its first form.
        PERHAPS_COMPLETED,
        /// Held.
        REPEATED,
        /// Not of this film, or it fits nowhere in it.
        OUTSIDE
    }

    /// The film is opened, or opened again on another link.
    void opened(long nowFirst) {
        link++;
        first = nowFirst;
        newest = -1;
        newestBefore = frames.isEmpty() ? -1 : frames.lastKey();
    }

    Judgement judge(Fragment frame) {
        long sequence = frame.sequence();
        Held held = frames.get(sequence);
        if (held != null) {
            return sequence == newest || sequence == newestBefore
                    ? Judgement.PERHAPS_COMPLETED
                    : Judgement.REPEATED;
        }
        if (sequence < first
                || sequence > MAX_SEQUENCE
                || frame.time() > MAX_SEQUENCE
                || frames.size() >= MAX_FRAMES
                || !fits(frame)) {
            return Judgement.OUTSIDE;
        }
        return Judgement.NEW;
    }

    private boolean fits(Fragment frame) {
        if (frames.isEmpty()) {
            return true;
        }
        Map.Entry<Long, Held> before = frames.lowerEntry(frame.sequence());
        Map.Entry<Long, Held> after = frames.higherEntry(frame.sequence());
        return (before == null || before.getValue().time() < frame.time())
                && (after == null || after.getValue().time() > frame.time())
                && frame.time() - frames.firstEntry().getValue().time() <= MAX_SPAN_TICKS
                && frames.lastEntry().getValue().time() - frame.time() <= MAX_SPAN_TICKS;
    }

    /// A frame has been written; it takes the place of one with the same sequence.
    void put(Fragment frame, boolean earlier, long offset, int length, long nowNanos) {
        frames.put(
                frame.sequence(),
                new Held(
                        frame.sequence(),
                        frame.time(),
                        frame.key(),
                        offset,
                        length,
                        link,
                        nowNanos));
        if (!earlier && frame.sequence() > newest) {
            newest = frame.sequence();
        }
    }

    @Nullable Held get(long sequence) {
        return frames.get(sequence);
    }

    int size() {
        return frames.size();
    }

    /// On how many openings the frames have come.
    int links() {
        return link;
    }

    /// The first sequence from [#opened]'s on that is not held for certain: the newest frame of a
    /// link that has broken may have come in its first form only.
    long next() {
        long next = first;
        while (frames.containsKey(next)) {
            next++;
        }
        return next > first && next - 1 == newestBefore ? next - 1 : next;
    }

    /// Where the film ends when its camera says that `last` is its last frame. What lies behind was
    /// filmed after the event and is left out, but only frames that have come on this link and just
    /// now: nobody shortens with a word what has been here for longer.
    long end(long last, long nowNanos) {
        for (Held held : frames.descendingMap().values()) {
            if (held.sequence() <= last
                    || held.link() != link
                    || nowNanos - held.cameNanos() > RECENT_NANOS) {
                return Math.max(last, held.sequence());
            }
        }
        return last;
    }

    /// Leaves out what lies behind `last`.
    void cutBehind(long last) {
        frames.tailMap(last, false).clear();
    }

    /// The film's frames in order, from the first key frame on: what comes before it cannot be
    /// decoded.
    List<Held> film() {
        List<Held> film = new ArrayList<>(frames.size());
        for (Held held : frames.values()) {
            if (held.key() || !film.isEmpty()) {
                film.add(held);
            }
        }
        return film;
    }
}
