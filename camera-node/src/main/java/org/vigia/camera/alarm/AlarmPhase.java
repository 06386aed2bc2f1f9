package org.vigia.camera.alarm;

import java.util.OptionalLong;

/// The alarm's states as a person knows them, each with its deadline in monotonic nanoseconds.
/// Names as in Home Assistant's `alarm_control_panel`.
public sealed interface AlarmPhase {
    /// As pages, logs and the API name it.
    String label();

    /// When it changes by itself; empty for never.
    OptionalLong deadline();

    /// Whether motion matters: armed and everything that follows from it.
    default boolean watching() {
        return switch (this) {
            case Disarmed(), Arming(_) -> false;
            case Armed(), Pending(_), Triggered(_) -> true;
        };
    }

    record Disarmed() implements AlarmPhase {
        @Override
        public String label() {
            return "disarmed";
        }

        @Override
        public OptionalLong deadline() {
            return OptionalLong.empty();
        }
    }

    /// The exit delay runs.
    record Arming(long armedAt) implements AlarmPhase {
        @Override
        public String label() {
            return "arming";
        }

        @Override
        public OptionalLong deadline() {
            return OptionalLong.of(armedAt);
        }
    }

    record Armed() implements AlarmPhase {
        @Override
        public String label() {
            return "armed";
        }

        @Override
        public OptionalLong deadline() {
            return OptionalLong.empty();
        }
    }

    /// Motion was seen, the entry delay runs.
    record Pending(long triggeredAt) implements AlarmPhase {
        @Override
        public String label() {
            return "pending";
        }

        @Override
        public OptionalLong deadline() {
            return OptionalLong.of(triggeredAt);
        }
    }

    /// The siren was sounded, and somebody may still be there.
    ///
    /// @param rearmedAt when it will be armed again; empty while something moves
    record Triggered(OptionalLong rearmedAt) implements AlarmPhase {
        @Override
        public String label() {
            return "triggered";
        }

        @Override
        public OptionalLong deadline() {
            return rearmedAt;
        }
    }
}
