package org.vigia.camera.watch;

import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import org.vigia.camera.alarm.IncidentKind;

/// Keeps the same from being told again and again. One thread's own.
final class Repeats {
    private final Duration pause;
    private final Map<IncidentKind, Long> told = new EnumMap<>(IncidentKind.class);

    Repeats(Duration pause) {
        this.pause = pause;
    }

    /// Whether it may be told now, and if so, takes note that it has been.
    boolean allow(IncidentKind kind, long now) {
        Long last = told.get(kind);
        if (last != null && now - last < pause.toNanos()) {
            return false;
        }
        told.put(kind, now);
        return true;
    }

    void forget() {
        told.clear();
    }
}
