package org.vigia.camera.alarm;

import java.util.List;
import java.util.OptionalLong;

/// The alarm as a pure function. The table it follows stands in `docs/design/alarm.md`.
public final class AlarmMachine {
    private final AlarmTimes times;

    public AlarmMachine(AlarmTimes times) {
        this.times = times;
    }

    /// What a step leads to.
    ///
    /// @param commands to be carried out in order, after `state` has been saved
    public record Transition(AlarmState state, List<AlarmCommand> commands) {
        public Transition {
            commands = List.copyOf(commands);
        }
    }

    /// Lives through every deadline up to `now`, then takes the input.
    ///
    /// @param now monotonic nanoseconds, not before those of the step that made `state`
    public Transition step(AlarmState state, AlarmInput input, long now) {
        AlarmStep step = new AlarmStep(times, state);
        step.passTime(now);
        step.take(input, now);
        return step.result();
    }

    /// When `state` changes by itself next, in monotonic nanoseconds; empty for never.
    public static OptionalLong nextDeadline(AlarmState state) {
        OptionalLong phase = state.phase().deadline();
        AlarmState.Incident incident = state.incident();
        OptionalLong tail = incident == null ? OptionalLong.empty() : incident.endsAt();
        if (phase.isEmpty() || tail.isEmpty()) {
            return phase.isPresent() ? phase : tail;
        }
        return phase.getAsLong() - tail.getAsLong() < 0 ? phase : tail;
    }

    /// What the alarm is when the process begins; decided in
    /// `docs/decisions/0002-alarm-after-restart.md`.
    Transition restore(Remembered remembered, long now) {
        return switch (remembered) {
            case Remembered.FirstStart() -> begin(new AlarmPhase.Disarmed());
            case Remembered.Lost(_) ->
                    begin(new AlarmPhase.Armed(), new AlarmCommand.Alert(AlertKind.STATE_LOST));
            case Remembered.Held(SavedPhase phase) ->
                    switch (phase) {
                        case DISARMED -> begin(new AlarmPhase.Disarmed());
                        case ARMING, ARMED ->
                                begin(
                                        new AlarmPhase.Armed(),
                                        new AlarmCommand.Alert(AlertKind.RESTARTED));
                        case PENDING, TRIGGERED ->
                                begin(
                                        new AlarmPhase.Triggered(
                                                OptionalLong.of(
                                                        now + times.rearmAfter().toNanos())),
                                        new AlarmCommand.SirenOn(),
                                        new AlarmCommand.Alert(AlertKind.RESTARTED));
                    };
        };
    }

    private static Transition begin(AlarmPhase phase, AlarmCommand... commands) {
        return new Transition(AlarmState.resting(phase), List.of(commands));
    }
}
