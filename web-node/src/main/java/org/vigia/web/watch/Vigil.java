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
record Vigil(Saved kept, boolean heard, boolean filming, long contactMillis, Duration silence) {
    /// With an incident being recorded a camera speaks many times a second.
    static final Duration WHILE_FILMING = Duration.ofSeconds(5);

    /// A camera that could not reach web-node tries again every 30 s at least.
    static final Duration AFTER_START = Duration.ofSeconds(60);

    // A pause of web-node's own (a busy disk, a machine that slept) is not the camera's silence.
    private static final Duration LONGEST_BEAT = Duration.ofSeconds(2);

    static Vigil begin(Saved saved) {
        return new Vigil(saved, false, false, 0, Duration.ZERO);
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
                contact ? Duration.ZERO : silence.plus(beat));
    }

    /// Whether it is to be reported now.
    ///
    /// @param limit how long an armed camera may be silent
    boolean isLost(Duration limit) {
        return !kept.missing()
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
        return with(
                new Saved(
                        kept.camera(),
                        kept.armed(),
                        true,
                        former == null
                                ? new Saved.Lost(event, event, sinceMillis, null)
                                : former.again(event, sinceMillis)));
    }

    Vigil with(Saved.@Nullable Lost lost) {
        return with(new Saved(kept.camera(), kept.armed(), kept.missing(), lost));
    }

    private Vigil with(Saved newKept) {
        return new Vigil(newKept, heard, filming, contactMillis, silence);
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
