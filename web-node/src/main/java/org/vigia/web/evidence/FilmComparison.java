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

    private FilmComparison() {}

    /// What came out.
    enum Outcome {
        /// Each of the film's samples stands in the clip.
        CONTAINED,
        /// The clip holds the film from its first sample on, but ends a little before it.
        LONGER,
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
        return compare(streamed.get().samples(), sent.get().samples());
    }

    private static boolean isTooLong(List<FilmSamples.Sample> clip) {
        return !clip.isEmpty() && clip.getLast().end() > LONGEST_TICKS;
    }

    private static Outcome compare(List<FilmSamples.Sample> film, List<FilmSamples.Sample> clip) {
        FilmSamples.Sample first = film.getFirst();
        Outcome best = Outcome.DIFFERS;
        int tried = 0;
        for (FilmSamples.Sample beginning : clip) {
            if (tried < MOST_BEGINNINGS && Arrays.equals(beginning.hash(), first.hash())) {
                tried++;
                Outcome outcome = compare(film, clip, beginning.time() - first.time());
                best = outcome.compareTo(best) < 0 ? outcome : best;
            }
        }
        return best;
    }

    private static Outcome compare(
            List<FilmSamples.Sample> film, List<FilmSamples.Sample> clip, long distance) {
        long clipEnd = clip.getLast().end();
        for (FilmSamples.Sample sample : film) {
            FilmSamples.Sample moved =
                    new FilmSamples.Sample(
                            sample.hash(), sample.time() + distance, sample.end() + distance);
            if (moved.time() >= clipEnd) {
                return film.getLast().end() + distance - clipEnd <= LOST_TICKS
                        ? Outcome.LONGER
                        : Outcome.DIFFERS;
            }
            int at = Collections.binarySearch(clip, moved, BY_TIME);
            if (at < 0 || !Arrays.equals(clip.get(at).hash(), sample.hash())) {
                return Outcome.DIFFERS;
            }
        }
        return Outcome.CONTAINED;
    }
}
