package org.vigia.web.metrics;

import org.jspecify.annotations.Nullable;
import org.vigia.shared.link.AlarmMode;
import org.vigia.shared.link.CameraHealth;
import org.vigia.shared.link.CameraStatus;
import org.vigia.web.camera.CameraView;
import org.vigia.web.health.CameraVitals;
import org.vigia.web.link.LinkLine;

/// The figures of one camera.
///
/// @param to where they go
/// @param nowMillis by the wall clock
record CameraFigures(Figures to, long nowMillis) {
    void add(CameraView view) {
        String camera = view.name();
        flag("online", "Whether its link stands.", view.online(), camera);
        flag(
                "lost",
                "Whether it fell silent on guard and nobody has confirmed it.",
                view.loss() != null,
                camera);
        long heard = view.lastContactMillis();
        gauge(
                "last_contact_seconds",
                "Since it last spoke, from this node's start on.",
                heard == 0 ? null : seconds(Math.max(0, nowMillis - heard)),
                camera);
        CameraStatus status = view.status();
        flag(
                "armed",
                "Whether it is on guard: armed, pending or triggered.",
                status == null ? null : isOnGuard(status.alarm()),
                camera);
        flag(
                "triggered",
                "Whether its alarm is triggered.",
                status == null ? null : status.alarm() == AlarmMode.TRIGGERED,
                camera);
        gauge(
                "waiting_events",
                "Events in its spool that this node has not signed for.",
                status == null ? null : status.undelivered(),
                camera);
    }

    void add(CameraVitals vitals) {
        String camera = vitals.camera();
        LinkLine line = vitals.line();
        gauge(
                "round_trip_seconds",
                "How long the last ping over its link took.",
                line == null || line.roundTripMicros() < 0 ? null : line.roundTripMicros() / 1e6,
                camera);
        long received = vitals.selfTest().receivedMillis();
        gauge(
                "self_test_timestamp_seconds",
                "When the last self-test came here whole.",
                received == 0 ? null : seconds(received),
                camera);
        flag(
                "self_test_missing",
                "Whether none has come for too long.",
                vitals.selfTest().missing(),
                camera);
        CameraVitals.Said said = vitals.said();
        if (said != null) {
            add(camera, said.health());
        }
    }

    private void add(String camera, CameraHealth health) {
        gauge(
                "temperature_celsius",
                "The hottest of its sensors.",
                health.machine().celsius(),
                camera);
        gauge(
                "waiting_oldest_seconds",
                "How long the oldest of what waits has waited.",
                health.spool().oldestSeconds(),
                camera);
        Long ahead = health.clock().aheadMillis();
        gauge(
                "clock_offset_seconds",
                "How far its clock is ahead of this node's.",
                ahead == null ? null : seconds(ahead),
                camera);
        flag(
                "clock_synchronised",
                "Whether it believes its clock.",
                health.clock().synchronised(),
                camera);
        gauge(
                "frames_per_second",
                "What its source gives.",
                health.video().framesPerSecond(),
                camera);
        var disk = health.machine().disk();
        gauge(
                "disk_free_bytes",
                "What its disk has left.",
                disk == null ? null : disk.freeBytes(),
                camera);
    }

    private static boolean isOnGuard(AlarmMode mode) {
        return switch (mode) {
            case DISARMED, ARMING -> false;
            case ARMED, PENDING, TRIGGERED -> true;
        };
    }

    static double seconds(long millis) {
        return millis / 1000.0;
    }

    private void gauge(String name, String help, @Nullable Number value, String camera) {
        to.gauge("vigia_camera_" + name, help, value, "camera", camera);
    }

    private void flag(String name, String help, @Nullable Boolean value, String camera) {
        to.flag("vigia_camera_" + name, help, value, "camera", camera);
    }
}
