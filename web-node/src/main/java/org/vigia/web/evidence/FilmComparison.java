package org.vigia.web.evidence;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
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

    private FilmComparison() {}

    /// What came out.
    enum Outcome {
        /// Each of the film's samples stands in the clip.
        CONTAINED,
        /// The clip holds the film from its first sample on, but ends a little before it.
        LONGER,
        /// The clip holds a part of the film, and where it lacks some it has nothing else instead.
        PART,
        /// Anything else.
        DIFFERS
    }

    /// What was found.
    ///
    /// @param clipMillis the clip's length; 0 where it is none
    record Finding(Outcome outcome, long clipMillis) {}

    /// Compares.
    ///
    /// @param film the streamed film, made here
    /// @param clip what the camera has sent; may be anything
    /// @throws IOException when the disk fails
    static Finding compare(Path film, Path clip) throws IOException {
        Optional<FilmSamples> streamed = FilmSamples.read(film);
        Optional<FilmSamples> sent = FilmSamples.read(clip);
        if (streamed.isEmpty()
                || sent.isEmpty()
                || streamed.get().samples().isEmpty()
                || isTooLong(sent.get().samples())
                || !Arrays.equals(streamed.get().init(), sent.get().init())) {
            return new Finding(Outcome.DIFFERS, 0);
        }
        List<FilmSamples.Sample> samples = sent.get().samples();
        return new Finding(
                compare(streamed.get().samples(), samples),
                samples.isEmpty() ? 0 : samples.getLast().end() / (VideoConfig.TIMESCALE / 1000));
    }

    private static boolean isTooLong(List<FilmSamples.Sample> clip) {
        return !clip.isEmpty() && clip.getLast().end() > LONGEST_TICKS;
    }

    private static Outcome compare(List<FilmSamples.Sample> film, List<FilmSamples.Sample> clip) {
        Outcome best = Outcome.DIFFERS;
        for (long distance : distances(film, clip)) {
            Outcome outcome = compare(film, clip, distance);
            best = outcome.compareTo(best) < 0 ? outcome : best;
        }
        return best;
    }

    /// How much later in the clip the film may stand: where one begins within the other.
    private static Set<Long> distances(
            List<FilmSamples.Sample> film, List<FilmSamples.Sample> clip) {
        Set<Long> distances = new LinkedHashSet<>();
        if (clip.isEmpty()) {
            return distances;
        }
        FilmSamples.Sample first = film.getFirst();
        for (FilmSamples.Sample beginning : clip) {
            if (distances.size() < MOST_BEGINNINGS
                    && Arrays.equals(beginning.hash(), first.hash())) {
                distances.add(beginning.time() - first.time());
            }
        }
        FilmSamples.Sample late = clip.getFirst();
        for (FilmSamples.Sample sample : film) {
            if (distances.size() < 2 * MOST_BEGINNINGS
                    && Arrays.equals(sample.hash(), late.hash())) {
                distances.add(late.time() - sample.time());
            }
        }
        return distances;
    }

    private static Outcome compare(
            List<FilmSamples.Sample> film, List<FilmSamples.Sample> clip, long distance) {
        long clipEnd = clip.getLast().end();
        int found = 0;
        boolean hole = false;
        int at = 0;
        for (FilmSamples.Sample sample : film) {
            long time = sample.time() + distance;
            long end = sample.end() + distance;
            // The first of the clip's samples that does not end before this one begins.
            while (at < clip.size() && clip.get(at).end() <= time && clip.get(at).time() < time) {
                at++;
            }
            FilmSamples.Sample there = at < clip.size() ? clip.get(at) : null;
            if (there != null
                    && there.time() == time
                    && Arrays.equals(there.hash(), sample.hash())) {
                found++;
            } else if (there != null && there.time() < end) {
                return Outcome.DIFFERS;
            } else {
                hole |= time < clipEnd;
            }
        }
        if (found == film.size()) {
            return Outcome.CONTAINED;
        }
        long missing = film.getLast().end() + distance - clipEnd;
        return found == 0
                ? Outcome.DIFFERS
                : !hole && missing <= LOST_TICKS ? Outcome.LONGER : Outcome.PART;
    }
}
