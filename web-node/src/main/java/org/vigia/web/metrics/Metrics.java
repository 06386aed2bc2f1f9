package org.vigia.web.metrics;

import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.IntSupplier;
import java.util.function.Supplier;
import org.vigia.shared.event.EventKind;
import org.vigia.web.account.Reach;
import org.vigia.web.camera.CameraView;
import org.vigia.web.health.NodeHealth;
import org.vigia.web.health.VitalSigns;

/// Puts the figures together when asked, as far as somebody's reach goes: who is bound to some
/// cameras gets those cameras' figures and none of the node's.
///
/// @param vitals how the cameras are
/// @param node how this node is; may wait for a disk
/// @param tally what has been counted
/// @param viewers how many watch live
/// @param clock for ages
public record Metrics(
        VitalSigns vitals,
        Supplier<NodeHealth> node,
        Tally tally,
        IntSupplier viewers,
        Clock clock) {
    /// The media type of [#text].
    public static final String TYPE = "text/plain; version=0.0.4; charset=utf-8";

    /// What somebody may know.
    ///
    /// @param cameras those that they see
    /// @param sessions how many browsers and scripts are signed in
    public String text(List<CameraView> cameras, Reach reach, int sessions) {
        Figures figures = new Figures();
        NodeHealth health = node.get();
        figures.gauge("vigia_info", "This node's software.", 1, "version", health.software());
        CameraFigures camera = new CameraFigures(figures, clock.millis());
        for (CameraView view : cameras) {
            camera.add(view);
            vitals.find(view.name()).ifPresent(camera::add);
            count(figures, view.name());
        }
        // A counter that is born at 1 has never increased to who asks for its increase.
        Map<Tally.Happening, Long> events = new LinkedHashMap<>();
        for (CameraView view : cameras) {
            for (EventKind kind : EventKind.values()) {
                events.put(new Tally.Happening(view.name(), kind), 0L);
            }
        }
        tally.eachEvent(events::put);
        events.forEach((happening, count) -> {
            if (reach.sees(happening.camera())) {
                figures.counter(
                        "vigia_events_total",
                        "Events that have arrived since this node's start.",
                        count,
                        "camera",
                        happening.camera(),
                        "kind",
                        happening.kind().name().toLowerCase(Locale.ROOT).replace('_', '-'));
            }
        });
        for (NodeHealth.RoomUse room : health.rooms()) {
            if (reach.sees(room.camera())) {
                figures.gauge(
                        "vigia_camera_room_used_bytes",
                        "What it takes of the store.",
                        room.usedBytes(),
                        "camera",
                        room.camera());
                figures.gauge(
                        "vigia_camera_room_bytes",
                        "What it may take of the store.",
                        room.mostBytes(),
                        "camera",
                        room.camera());
            }
        }
        if (reach.cameras() == null) {
            NodeFigures here = new NodeFigures(figures);
            here.add(health);
            here.addProcess();
            figures.gauge("vigia_live_viewers", "Who watches live.", viewers.getAsInt());
            figures.gauge("vigia_sessions", "Browsers and scripts signed in.", sessions);
            figures.counter(
                    "vigia_logins_refused_total",
                    "Attempts to sign in that were refused since this node's start.",
                    tally.refusedLogins());
        }
        return figures.text();
    }

    private void count(Figures figures, String camera) {
        figures.counter(
                "vigia_link_received_bytes_total",
                "What came over its link.",
                tally.received(camera),
                "camera",
                camera);
        figures.counter(
                "vigia_link_sent_bytes_total",
                "What went over its link.",
                tally.sent(camera),
                "camera",
                camera);
        figures.counter(
                "vigia_uploads_refused_total",
                "Uploads refused for want of room.",
                tally.refused(camera),
                "camera",
                camera);
    }
}
