package org.vigia.camera.alarm;

import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.vigia.camera.alarm.AlarmPhase.Armed;
import org.vigia.camera.alarm.AlarmPhase.Arming;
import org.vigia.camera.alarm.AlarmPhase.Disarmed;
import org.vigia.camera.alarm.AlarmPhase.Pending;
import org.vigia.camera.alarm.AlarmPhase.Triggered;
import org.vigia.camera.alarm.AlarmState.Incident;
import org.vigia.camera.alarm.AlarmState.Movement;

/// One step of the machine in the making: a copy of the state that changes, and the commands so
/// far. Lives for one call.
final class AlarmStep {
    private final AlarmTimes times;
    private final List<AlarmCommand> commands = new ArrayList<>();
    private final Set<Trouble> troubles = EnumSet.noneOf(Trouble.class);
    private AlarmPhase phase;
    private Movement movement;
    private @Nullable Incident incident;

    AlarmStep(AlarmTimes times, AlarmState state) {
        this.times = times;
        phase = state.phase();
        movement = state.movement();
        incident = state.incident();
        troubles.addAll(state.troubles());
    }

    AlarmMachine.Transition result() {
        return new AlarmMachine.Transition(state(), commands);
    }

    private AlarmState state() {
        return new AlarmState(phase, movement, incident, troubles);
    }

    void passTime(long now) {
        OptionalLong next = AlarmMachine.nextDeadline(state());
        while (next.isPresent() && next.getAsLong() - now <= 0) {
            reach(next.getAsLong());
            next = AlarmMachine.nextDeadline(state());
        }
    }

    private void reach(long at) {
        if (incident != null && incident.endsAt().equals(OptionalLong.of(at))) {
            endIncident(AlarmCommand.End.QUIET);
            return;
        }
        switch (phase) {
            case Disarmed(), Armed() -> {}
            case Arming(_) -> watch(at);
            case Pending(_) -> trigger(at);
            case Triggered(_) -> {
                phase = new Armed();
                commands.add(new AlarmCommand.SirenOff());
            }
        }
    }

    void take(AlarmInput input, long now) {
        switch (input) {
            case AlarmInput.MotionStarted(boolean warmUp) -> motionStarted(warmUp, now);
            case AlarmInput.MotionEnded() -> motionEnded(now);
            case AlarmInput.Arm(_) -> arm(now);
            case AlarmInput.Disarm(_) -> disarm();
            case AlarmInput.DisarmUnderDuress(_) -> {
                disarm();
                commands.add(new AlarmCommand.Alert(AlertKind.DURESS));
            }
            case AlarmInput.Panic(_) -> attack(IncidentKind.PANIC, now);
            case AlarmInput.Silence(_) -> silence();
            case AlarmInput.Tamper() -> tamper(now);
            case AlarmInput.Noticed(IncidentKind kind) -> notice(kind, now);
            case AlarmInput.WrongPin(boolean lockedOut) -> wrongPin(lockedOut);
            case AlarmInput.TroubleBegan(Trouble trouble) -> {
                if (troubles.add(trouble)) {
                    commands.add(new AlarmCommand.Alert(trouble.alert()));
                }
            }
            case AlarmInput.TroubleEnded(Trouble trouble) -> troubles.remove(trouble);
            case AlarmInput.TimePassed() -> {}
        }
    }

    private void motionStarted(boolean warmUp, long now) {
        Movement seen = warmUp ? Movement.QUIET : Movement.MOVING;
        if (seen.compareTo(movement) > 0) {
            movement = seen;
            moved(now);
        }
    }

    /// What movement, begun or still lasting, means to the phase.
    private void moved(long at) {
        if (movement == Movement.STILL) {
            return;
        }
        IncidentKind kind =
                movement == Movement.QUIET ? IncidentKind.WARM_UP_MOTION : IncidentKind.MOTION;
        switch (phase) {
            case Disarmed(), Arming(_) -> {}
            case Armed() -> {
                happen(kind, at);
                if (movement == Movement.MOVING) {
                    challenge(at);
                }
            }
            case Pending(_) -> happen(kind, at);
            case Triggered(_) -> {
                happen(kind, at);
                phase = new Triggered(OptionalLong.empty());
            }
        }
    }

    private void challenge(long at) {
        if (times.entryDelay().isZero()) {
            trigger(at);
        } else {
            phase = new Pending(at + times.entryDelay().toNanos());
        }
    }

    private void motionEnded(long now) {
        movement = Movement.STILL;
        if (incident != null && incident.endsAt().isEmpty()) {
            incident = new Incident(incident.kind(), tail(incident.kind(), now));
        }
        if (phase instanceof Triggered(OptionalLong at) && at.isEmpty()) {
            phase = new Triggered(OptionalLong.of(now + times.rearmAfter().toNanos()));
        }
    }

    private void arm(long now) {
        switch (phase) {
            case Disarmed() -> {
                commands.add(new AlarmCommand.Chirp(ChirpKind.ARM));
                if (times.exitDelay().isZero()) {
                    watch(now);
                } else {
                    phase = new Arming(now + times.exitDelay().toNanos());
                }
            }
            case Arming(_), Armed() -> commands.add(new AlarmCommand.Chirp(ChirpKind.ARM));
            case Pending(_), Triggered(_) -> commands.add(new AlarmCommand.Chirp(ChirpKind.ERROR));
        }
    }

    /// Armed from now on, with whoever has not left yet.
    private void watch(long at) {
        phase = new Armed();
        moved(at);
    }

    private void disarm() {
        silence();
        if (incident != null) {
            endIncident(AlarmCommand.End.DISARMED);
        }
        phase = new Disarmed();
        commands.add(new AlarmCommand.Chirp(ChirpKind.DISARM));
    }

    private void silence() {
        if (phase instanceof Triggered) {
            commands.add(new AlarmCommand.SirenOff());
        }
    }

    private void tamper(long now) {
        if (phase.watching()) {
            attack(IncidentKind.TAMPER, now);
        } else {
            commands.add(new AlarmCommand.Alert(AlertKind.TAMPER));
        }
    }

    private void notice(IncidentKind kind, long now) {
        if (!phase.watching()) {
            return;
        }
        Incident running = incident;
        if (running == null) {
            happen(kind, now);
        } else {
            commands.add(new AlarmCommand.Note(kind));
            commands.add(new AlarmCommand.Alert(kind.alert()));
            incident = new Incident(running.kind(), tail(running.kind(), now));
        }
    }

    private void attack(IncidentKind kind, long now) {
        happen(kind, now);
        trigger(now);
    }

    private void wrongPin(boolean lockedOut) {
        commands.add(new AlarmCommand.Chirp(ChirpKind.ERROR));
        if (lockedOut) {
            commands.add(new AlarmCommand.Alert(AlertKind.PIN_LOCKED));
        }
    }

    private void trigger(long at) {
        phase =
                new Triggered(
                        movement == Movement.STILL
                                ? OptionalLong.of(at + times.rearmAfter().toNanos())
                                : OptionalLong.empty());
        commands.add(new AlarmCommand.SirenOn());
    }

    /// An incident for that reason lasts: a new one, or the one that lasts already.
    private void happen(IncidentKind kind, long at) {
        IncidentKind gravest = kind;
        if (incident != null && incident.kind().quiet() && !kind.quiet()) {
            // Each is to be found under its own name.
            endIncident(AlarmCommand.End.OVERTAKEN);
        }
        if (incident == null) {
            commands.add(new AlarmCommand.BeginIncident(kind));
            commands.add(new AlarmCommand.Alert(kind.alert()));
        } else if (kind.graverThan(incident.kind())) {
            commands.add(new AlarmCommand.Alert(kind.alert()));
        } else {
            gravest = incident.kind();
        }
        incident = new Incident(gravest, tail(gravest, at));
    }

    private OptionalLong tail(IncidentKind kind, long at) {
        if (movement != Movement.STILL) {
            return OptionalLong.empty();
        }
        Duration tail =
                switch (kind) {
                    case WARM_UP_MOTION, MOTION -> times.motionTail();
                    case CLOCK_JUMPED, PICTURE_FROZEN, CAMERA_MOVED, LENS_COVERED, TAMPER, PANIC ->
                            times.panicTail();
                };
        return OptionalLong.of(at + tail.toNanos());
    }

    private void endIncident(AlarmCommand.End end) {
        incident = null;
        commands.add(new AlarmCommand.EndIncident(end));
    }
}
