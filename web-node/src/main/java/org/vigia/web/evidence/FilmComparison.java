package org.vigia.web.evidence;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.vigia.shared.video.VideoConfig;

/// Whether a clip that a camera has sent makes the streamed film superfluous. Encode-once makes
/// that exact: an honest clip holds each streamed frame with the same bytes, at the same distance
/// in time from the others, and nothing in between.
final class FilmComparison {
    /// Pictures that stand still can begin in many places of a clip alike; an honest one is found
    /// at the first.
    private static final int MOST_BEGINNINGS = 64;

    /// Longer than any event's clip (eleven minutes; docs/configuration.md): nobody would find a
    /// film behind hours of something else.
    private static final long LONGEST_TICKS =
            Duration.ofMinutes(20).toSeconds() * VideoConfig.TIMESCALE;

    /// What a camera that loses its power may lose: it syncs once a second, on a slow card.
    private static final long LOST_TICKS = 5 * (long) VideoConfig.TIMESCALE;

    private static final Comparator<FilmSamples.Sample> BY_TIME =
            Comparator.comparingLong(FilmSamples.Sample::time);

    private final Path film;
    private final Path clip;

    private FilmComparison(Path film, Path clip) {
        this.film = film;
        this.clip = clip;
    }

    /// What came out.
    enum Outcome {
        /// Each of the film's samples stands in the clip.
        CONTAINED,
        /// The clip holds the film from its first sample on, but ends a little before it.
        LONGER,
        /// The clip holds the film but for its last sample, of which it holds all and more: it was
        /// sent while the encoder paused in it, and what completed it was not.
        UNFINISHED,
        /// Anything else.
        DIFFERS
    }

    /// Compares.
    ///
    /// @param film the streamed film, made here
    /// @param clip what the camera has sent; may be anything
    /// @throws IOException when the disk fails
    static Outcome compare(Path film, Path clip) throws IOException {
        Optional<FilmSamples> streamed = FilmSamples.read(film);
        Optional<FilmSamples> sent = FilmSamples.read(clip);
        if (streamed.isEmpty()
                || sent.isEmpty()
                || streamed.get().samples().isEmpty()
                || isTooLong(sent.get().samples())
                || !Arrays.equals(streamed.get().init(), sent.get().init())) {
            return Outcome.DIFFERS;
        }
        return new FilmComparison(film, clip)
                .compare(streamed.get().samples(), sent.get().samples());
    }

    private static boolean isTooLong(List<FilmSamples.Sample> clip) {
        return !clip.isEmpty() && clip.getLast().end() > LONGEST_TICKS;
    }

    private Outcome compare(List<FilmSamples.Sample> streamed, List<FilmSamples.Sample> sent)
            throws IOException {
        FilmSamples.Sample first = streamed.getFirst();
        Outcome best = Outcome.DIFFERS;
        int tried = 0;
        for (FilmSamples.Sample beginning : sent) {
            if (tried < MOST_BEGINNINGS && Arrays.equals(beginning.hash(), first.hash())) {
                tried++;
                Outcome outcome = compare(streamed, sent, beginning.time() - first.time());
                best = outcome.compareTo(best) < 0 ? outcome : best;
            }
        }
        return best;
    }

    private Outcome compare(
            List<FilmSamples.Sample> streamed, List<FilmSamples.Sample> sent, long distance)
            throws IOException {
        FilmSamples.Sample last = streamed.getLast();
        long sentEnd = sent.getLast().end();
        for (FilmSamples.Sample sample : streamed) {
            FilmSamples.Sample moved = sample.later(distance);
            if (moved.time() >= sentEnd) {
                return last.end() + distance - sentEnd <= LOST_TICKS
                        ? Outcome.LONGER
                        : Outcome.DIFFERS;
            }
            int at = Collections.binarySearch(sent, moved, BY_TIME);
            if (at < 0 || !Arrays.equals(sent.get(at).hash(), sample.hash())) {
                return at >= 0 && sample.time() == last.time() && isCompleted(moved, sent.get(at))
                        ? Outcome.UNFINISHED
                        : Outcome.DIFFERS;
            }
        }
        return Outcome.CONTAINED;
    }

    private boolean isCompleted(FilmSamples.Sample part, FilmSamples.Sample whole)
            throws IOException {
        return part.end() == whole.end()
                && FrameForm.completes(whole.bytes(clip), part.bytes(film));
    }
}
