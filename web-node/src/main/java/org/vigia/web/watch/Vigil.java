package org.vigia.web.watch;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.vigia.shared.event.EventId;
import org.vigia.shared.link.AlarmMode;
import org.vigia.shared.link.CameraStatus;
import org.vigia.web.camera.CameraView;

/// The watch over one camera, as a value.
///
/// @param kept what outlasts a restart
/// @param heard whether it has been heard of since web-node's start
/// @param filming whether it recorded an incident when it was last heard of
/// @param contactMillis the last contact that was seen, as the camera's view has it
/// @param silence how long nothing has come
/// @param told how long ago its last loss was reported; [#AGAIN] and more where none was
record Vigil(
        Saved kept,
        boolean heard,
        boolean filming,
        long contactMillis,
        Duration silence,
        Duration told) {
    /// How long the loss of a camera that is not believed already is not told again: a link that
    /// comes and goes, as who has the key can make it, must not fill the history.
    static final Duration AGAIN = Duration.ofMinutes(10);

    /// With an incident being recorded a camera speaks many times a second.
    static final Duration WHILE_FILMING = Duration.ofSeconds(5);

    /// A camera that could not reach web-node tries again every 30 s at least.
    static final Duration AFTER_START = Duration.ofSeconds(60);

    // A pause of web-node's own (a busy disk, a machine that slept) is not the camera's silence.
    private static final Duration LONGEST_BEAT = Duration.ofSeconds(2);

    static Vigil begin(Saved saved) {
        return new Vigil(saved, false, false, 0, Duration.ZERO, AGAIN);
    }

    static Vigil begin(String camera) {
        return begin(new Saved(camera, false, false, null));
    }

    /// Looks again.
    ///
    /// @param elapsed since the last look
    Vigil look(CameraView view, Duration elapsed) {
        CameraStatus status = view.status();
        boolean guards = status == null ? kept.armed() : guards(status.alarm());
        boolean films = status != null && status.incident();
        boolean contact = view.lastContactMillis() != contactMillis;
        Duration beat = elapsed.compareTo(LONGEST_BEAT) > 0 ? LONGEST_BEAT : elapsed;
        return new Vigil(
                new Saved(kept.camera(), guards, kept.missing() && !contact, kept.lost()),
                heard || contact,
                films,
                view.lastContactMillis(),
                contact ? Duration.ZERO : silence.plus(beat),
                told.plus(elapsed));
    }

    /// Whether it is to be reported now.
    ///
    /// @param limit how long an armed camera may be silent
    boolean isLost(Duration limit) {
        return !kept.missing()
                && (!doubted() || told.compareTo(AGAIN) >= 0)
                && (kept.armed() || filming)
                && silence.compareTo(patience(limit)) >= 0;
    }

    private Duration patience(Duration limit) {
        if (!heard) {
            return limit.compareTo(AFTER_START) > 0 ? limit : AFTER_START;
        }
        return filming ? WHILE_FILMING : limit;
    }

    /// It has been reported.
    Vigil reported(EventId event, long sinceMillis) {
        Saved.Lost former = kept.lost();
        Saved reported =
                new Saved(
                        kept.camera(),
                        kept.armed(),
                        true,
                        former == null
                                ? new Saved.Lost(event, event, sinceMillis, null)
                                : former.again(event, sinceMillis));
        return new Vigil(reported, heard, filming, contactMillis, silence, Duration.ZERO);
    }

    Vigil with(Saved.@Nullable Lost lost) {
        Saved now = new Saved(kept.camera(), kept.armed(), kept.missing(), lost);
        return new Vigil(now, heard, filming, contactMillis, silence, told);
    }

    /// Whether what it sends is not believed.
    boolean doubted() {
        Saved.Lost lost = kept.lost();
        return lost != null && lost.confirmedBy() == null;
    }

    private static boolean guards(AlarmMode mode) {
        return switch (mode) {
            case DISARMED, ARMING -> false;
            case ARMED, PENDING, TRIGGERED -> true;
        };
    }
}
