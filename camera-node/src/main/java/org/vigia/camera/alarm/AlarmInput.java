package org.vigia.camera.alarm;

/// What can happen to the alarm. Every input is legal in every state.
public sealed interface AlarmInput {
    /// Who asks.
    enum Source {
        REMOTE,
        SITE,
        TELEGRAM
    }

    /// Something moves.
    ///
    /// @param warmUp whether the sensor is still warming up and may be seeing ghosts
    record MotionStarted(boolean warmUp) implements AlarmInput {}

    /// Nothing moves any more.
    record MotionEnded() implements AlarmInput {}

    record Arm(Source source) implements AlarmInput {}

    record Disarm(Source source) implements AlarmInput {}

    /// Somebody disarms who is forced to. Whoever forces them must see and hear what [Disarm] does.
    record DisarmUnderDuress(Source source) implements AlarmInput {}

    /// Somebody calls for help.
    record Panic(Source source) implements AlarmInput {}

    /// Stops the siren without disarming.
    record Silence(Source source) implements AlarmInput {}

    /// The case or its wiring is being handled.
    record Tamper() implements AlarmInput {}

    /// The node has noticed that it is being blinded or misled.
    ///
    /// @param kind a quiet one
    record Noticed(IncidentKind kind) implements AlarmInput {
        /// @throws IllegalArgumentException when the kind is not a quiet one
        public Noticed {
            if (!kind.quiet()) {
                throw new IllegalArgumentException("not for the node to notice: " + kind);
            }
        }
    }

    /// A wrong PIN was entered.
    ///
    /// @param lockedOut whether that was one too many
    record WrongPin(boolean lockedOut) implements AlarmInput {}

    record TroubleBegan(Trouble trouble) implements AlarmInput {}

    record TroubleEnded(Trouble trouble) implements AlarmInput {}

    /// Nothing but time.
    record TimePassed() implements AlarmInput {}
}
