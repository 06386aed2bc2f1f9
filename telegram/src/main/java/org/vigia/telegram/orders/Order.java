package org.vigia.telegram.orders;

import java.time.Duration;
import org.vigia.shared.event.EventId;
import org.vigia.telegram.text.Language;

/// What a person wants.
sealed interface Order {
    record Status() implements Order {}

    record Arm() implements Order {}

    record Disarm() implements Order {}

    record Photo() implements Order {}

    /// A film of what comes next.
    record Clip(Duration length) implements Order {}

    record Siren(boolean on) implements Order {}

    record Pan(Direction direction) implements Order {}

    /// Silence about motion for so long; zero to end it.
    record Snooze(Duration length) implements Order {}

    record Log() implements Order {}

    record Speak(Language language) implements Order {}

    /// Begin: a chat with the bot, or a group.
    ///
    /// @param code an invitation's; empty for none
    record Start(String code) implements Order {}

    record Stop() implements Order {}

    record Help() implements Order {}

    /// By a button under an alert only.
    record Judge(EventId event, Remark remark) implements Order {}

    /// The word that gives it, and that says who may.
    default Verb verb() {
        return switch (this) {
            case Status _ -> Verb.STATUS;
            case Arm _ -> Verb.ARM;
            case Disarm _ -> Verb.DISARM;
            case Photo _ -> Verb.PHOTO;
            case Clip _ -> Verb.CLIP;
            case Siren _ -> Verb.SIREN;
            case Pan _ -> Verb.PAN;
            case Snooze _ -> Verb.SNOOZE;
            case Log _ -> Verb.LOG;
            case Speak _ -> Verb.LANGUAGE;
            case Start _ -> Verb.START;
            case Stop _ -> Verb.STOP;
            case Help _ -> Verb.HELP;
            // Like disarming: it says what the house is to think of an alarm.
            case Judge _ -> Verb.DISARM;
        };
    }
}
