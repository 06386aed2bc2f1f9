package org.vigia.telegram.orders;

import java.time.Instant;
import org.vigia.shared.event.EventKind;
import org.vigia.shared.link.AlarmMode;

/// Something that has happened, worth remembering for `/log`. Nothing here may tell that somebody
/// was made to disarm: the phone may be in the wrong hand.
///
/// @param at by the wall clock
public record Happening(Instant at, What what) {
    /// What has happened.
    public sealed interface What {
        /// Somebody gave an order through Telegram.
        record Ordered(String name, Verb verb) implements What {
            @Override
            public String toString() {
                return "Ordered[%s]".formatted(verb);
            }
        }

        /// Somebody said through Telegram what an event is worth.
        record Remarked(String name, Remark remark) implements What {
            @Override
            public String toString() {
                return "Remarked[%s]".formatted(remark);
            }
        }

        /// The site gave an order.
        record OrderedBySite(Verb verb) implements What {}

        /// The site opened an invitation to give orders through Telegram.
        record Invited() implements What {}

        /// The site wanted the camera to try itself out.
        record SelfTested() implements What {}

        /// The alarm is in another state.
        record AlarmIs(AlarmMode mode) implements What {}

        /// Something is being recorded.
        record Incident(EventKind kind) implements What {}

        /// A part fails, or works again.
        record Fault(Part part, boolean over) implements What {}
    }

    /// What may fail.
    public enum Part {
        SENSOR,
        PICTURE,
        LINK,
        CLOCK
    }
}
