package org.vigia.web.evidence;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.vigia.shared.event.EvidenceKind;
import org.vigia.shared.event.Manifest;

/// What a whole event's manifest and clip say of a film that was streamed; the worse come behind.
enum FilmVerdict {
    /// All of it stands in the clip.
    COVERED,
    /// The clip, or its end, could not come: the camera has signed that, or it was cut off.
    EXCUSED,
    /// The clip contradicts nothing of it, but lacks some, and its manifest promises no more.
    SHORTER,
    /// Anything else.
    DIFFERS;

    // What rounding and the frames' durations may come to.
    private static final long TOLERANCE_MILLIS = 500;

    /// Judges a film.
    ///
    /// @param clip what has come
    /// @param cut whether a link broke while the film was open
    /// @throws IOException when the disk fails
    static FilmVerdict of(Manifest manifest, Path film, Optional<Path> clip, boolean cut)
            throws IOException {
        if (clip.isEmpty()) {
            // A clip that is named was given up by a signed gap record, or the event were not
            // whole.
            return namesClip(manifest) ? EXCUSED : DIFFERS;
        }
        FilmComparison.Finding finding = FilmComparison.compare(film, clip.get());
        return switch (finding.outcome()) {
            case CONTAINED -> COVERED;
            // A camera that lost its power has lost its last second too.
            case LONGER -> cut ? EXCUSED : shorter(manifest, finding);
            case PART -> shorter(manifest, finding);
            case DIFFERS -> DIFFERS;
        };
    }

    private static boolean namesClip(Manifest manifest) {
        return manifest.files().stream().anyMatch(f -> f.evidence().kind() == EvidenceKind.CLIP);
    }

    private static FilmVerdict shorter(Manifest manifest, FilmComparison.Finding finding) {
        return manifest.clipMillis() <= finding.clipMillis() + TOLERANCE_MILLIS ? SHORTER : DIFFERS;
    }
}
