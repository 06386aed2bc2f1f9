package org.vigia.telegram.bot;

import java.util.Optional;
import org.vigia.shared.event.EventId;

/// What a button asks for, as it stands in its callback data: at most 64 bytes, `verb` or
/// `verb:event`.
public sealed interface Press {
    /// Disarm the alarm.
    record Disarm() implements Press {}

    /// Switch the siren.
    record Siren(boolean on) implements Press {}

    /// Take another picture.
    record Photo() implements Press {}

    /// It was nothing.
    record FalseAlarm(EventId event) implements Press {}

    /// Keep the event for good.
    record Keep(EventId event) implements Press {}

    /// The data that Telegram carries.
    default String data() {
        return switch (this) {
            case Disarm() -> "disarm";
            case Siren(boolean on) -> on ? "siren-on" : "siren-off";
            case Photo() -> "photo";
            case FalseAlarm(EventId event) -> "false:" + event;
            case Keep(EventId event) -> "keep:" + event;
        };
    }

    /// What `data` asks for; empty where it is not from one of our buttons.
    static Optional<Press> parse(String data) {
        return switch (data) {
            case "disarm" -> Optional.of(new Disarm());
            case "siren-on" -> Optional.of(new Siren(true));
            case "siren-off" -> Optional.of(new Siren(false));
            case "photo" -> Optional.of(new Photo());
            case String other -> {
                int colon = other.indexOf(':');
                String id = other.substring(colon + 1);
                if (colon < 0 || !EventId.isId(id)) {
                    yield Optional.empty();
                }
                EventId event = new EventId(id);
                yield switch (other.substring(0, colon)) {
                    case "false" -> Optional.of(new FalseAlarm(event));
                    case "keep" -> Optional.of(new Keep(event));
                    case String _ -> Optional.empty();
                };
            }
        };
    }
}
