package org.vigia.camera.alarm;

import java.util.OptionalLong;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// All the alarm knows. Made by [AlarmMachine] only; read by whoever shows it.
///
/// @param incident the one that lasts; null for none
/// @param troubles those alerted and not over yet
public record AlarmState(
        AlarmPhase phase, Movement movement, @Nullable Incident incident, Set<Trouble> troubles) {
    /// What the motion sensor reports.
    public enum Movement {
        STILL,
        /// Moving, as a sensor says that is still warming up.
        QUIET,
        MOVING
    }

    /// An incident that lasts.
    ///
    /// @param endsAt monotonic nanoseconds; empty while something moves
    public record Incident(IncidentKind kind, OptionalLong endsAt) {}

    /// @throws IllegalArgumentException when the parts contradict each other
    public AlarmState {
        troubles = Set.copyOf(troubles);
        boolean moving = movement != Movement.STILL;
        boolean sound =
                switch (phase) {
                    case AlarmPhase.Disarmed(), AlarmPhase.Arming(_) -> true;
                    case AlarmPhase.Armed() -> movement != Movement.MOVING;
                    case AlarmPhase.Pending(_) -> true;
                    case AlarmPhase.Triggered(OptionalLong at) -> at.isEmpty() == moving;
                };
        boolean incidentFits =
                incident == null
                        ? !(phase.watching() && moving)
                        : phase.watching() && incident.endsAt().isEmpty() == moving;
        if (!sound || !incidentFits) {
            throw new IllegalArgumentException(
                    "not a state: %s, %s, %s".formatted(phase, movement, incident));
        }
    }

    static AlarmState resting(AlarmPhase phase) {
        return new AlarmState(phase, Movement.STILL, null, Set.of());
    }

    /// `disarmed`, `arming`, `armed`, `pending` or `triggered`.
    public String label() {
        return phase.label();
    }
}
