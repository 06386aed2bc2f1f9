package org.vigia.camera.watch;

import java.time.Duration;
import java.util.EnumSet;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.vigia.camera.alarm.IncidentKind;

/// Compares each picture with what the camera has been seeing: is the lens covered, is the view
/// another? A function of the pictures and their times; one thread's own. What the numbers are made
/// of stands in docs/design/evidence.md.
final class Eye {
    /// How long a lens must stay covered.
    static final Duration COVERED_FOR = Duration.ofSeconds(5);

    /// How long a view must stay another.
    static final Duration MOVED_FOR = Duration.ofSeconds(8);

    /// Pictures with less detail (dark, fog, a bare wall) are not judged by. A yard in daylight has
    /// 25 grey levels; darkness leaves 1 and below.
    static final double LEAST_DETAIL = 2.5;

    // A blur of 12 px at 720p leaves a quarter, a hand or a bag a tenth.
    private static final double COVERED_DETAIL = 0.4;
    private static final double CLEAR_DETAIL = 0.6;
    // Dimmer light takes detail too, but leaves the picture as sharp, and its edges in place.
    private static final double BLURRED_SHARPNESS = 0.5;
    // One scene's pictures are 0.55 to 0.9 alike in most lights, unrelated ones below 0.1, and
    // below
    // 0.2 at the best of all shifts.
    private static final double ALIKE = 0.5;
    private static final double UNLIKE = 0.15;
    private static final double UNLIKE_ANYWHERE = 0.25;
    private static final double BETTER = 0.15;
    // 2.5 % of the width: wind and warmth move a mount by less.
    private static final int LEAST_SHIFT = 2;

    private final Set<IncidentKind> wanted = EnumSet.noneOf(IncidentKind.class);
    private final Repeats repeats;
    private @Nullable Remembered before;
    private OptionalLong obscuredSince = OptionalLong.empty();
    private OptionalLong elsewhereSince = OptionalLong.empty();
    private boolean covered;

    Eye(WatchSettings settings, Repeats repeats) {
        this.repeats = repeats;
        if (settings.lens()) {
            wanted.add(IncidentKind.LENS_COVERED);
        }
        if (settings.view()) {
            wanted.add(IncidentKind.CAMERA_MOVED);
        }
    }

    /// Forgets everything: what comes next is what is to be seen.
    void learnAnew() {
        before = null;
        obscuredSince = OptionalLong.empty();
        elsewhereSince = OptionalLong.empty();
        covered = false;
    }

    /// Takes the next picture.
    ///
    /// @return what is wrong, once
    Optional<IncidentKind> look(Look look, long now) {
        Remembered known = before;
        if (known == null || !known.learned() || known.detail() < LEAST_DETAIL) {
            before = known == null ? Remembered.of(look) : known.with(look);
            return Optional.empty();
        }
        double likeness = known.edges().likeness(look.edges());
        if (isObscured(known, look, likeness)) {
            return obscured(now);
        }
        obscuredSince = OptionalLong.empty();
        if (covered && look.detail() < CLEAR_DETAIL * known.detail()) {
            return Optional.empty();
        }
        covered = false;
        if (isElsewhere(known, look, likeness)) {
            return elsewhere(now);
        }
        elsewhereSince = OptionalLong.empty();
        before = known.with(look);
        return Optional.empty();
    }

    private Optional<IncidentKind> obscured(long now) {
        obscuredSince = OptionalLong.of(obscuredSince.orElse(now));
        if (!covered
                && lasts(obscuredSince.getAsLong(), COVERED_FOR, now)
                && told(IncidentKind.LENS_COVERED, now)) {
            covered = true;
            return Optional.of(IncidentKind.LENS_COVERED);
        }
        return Optional.empty();
    }

    private Optional<IncidentKind> elsewhere(long now) {
        elsewhereSince = OptionalLong.of(elsewhereSince.orElse(now));
        if (lasts(elsewhereSince.getAsLong(), MOVED_FOR, now)
                && told(IncidentKind.CAMERA_MOVED, now)) {
            learnAnew();
            return Optional.of(IncidentKind.CAMERA_MOVED);
        }
        return Optional.empty();
    }

    private boolean told(IncidentKind kind, long now) {
        return wanted.contains(kind) && repeats.allow(kind, now);
    }

    private static boolean lasts(long since, Duration time, long now) {
        return now - since >= time.toNanos();
    }

    private static boolean isObscured(Remembered known, Look look, double likeness) {
        return look.detail() < COVERED_DETAIL * known.detail()
                && (likeness < ALIKE || look.sharpness() < BLURRED_SHARPNESS * known.sharpness());
    }

    private static boolean isElsewhere(Remembered known, Look look, double likeness) {
        if (likeness >= ALIKE + BETTER || look.detail() < LEAST_DETAIL) {
            return false;
        }
        // What is here now stood there before, or the other way round: either way it has moved.
        Edges.Shift best = known.edges().bestShift(look.edges());
        boolean shifted =
                best.likeness() >= ALIKE
                        && best.likeness() >= likeness + BETTER
                        && best.distance() >= LEAST_SHIFT;
        return shifted || (likeness < UNLIKE && best.likeness() < UNLIKE_ANYWHERE);
    }
}
