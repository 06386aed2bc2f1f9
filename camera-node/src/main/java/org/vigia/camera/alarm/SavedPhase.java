package org.vigia.camera.alarm;

import java.util.Locale;
import java.util.Optional;

/// What of a phase survives the process: its name.
enum SavedPhase {
    DISARMED,
    ARMING,
    ARMED,
    PENDING,
    TRIGGERED;

    String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    static SavedPhase of(AlarmPhase phase) {
        return switch (phase) {
            case AlarmPhase.Disarmed() -> DISARMED;
            case AlarmPhase.Arming(_) -> ARMING;
            case AlarmPhase.Armed() -> ARMED;
            case AlarmPhase.Pending(_) -> PENDING;
            case AlarmPhase.Triggered(_) -> TRIGGERED;
        };
    }

    static Optional<SavedPhase> named(String label) {
        for (SavedPhase phase : values()) {
            if (phase.label().equals(label)) {
                return Optional.of(phase);
            }
        }
        return Optional.empty();
    }
}
