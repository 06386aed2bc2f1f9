package org.vigia.telegram.outbox;

import org.vigia.shared.event.EventId;
import org.vigia.telegram.bot.Outcome;
import org.vigia.telegram.text.Subject;

/// What the outbox hears.
sealed interface News {
    record Told(Alert alert) implements News {}

    /// Something about an event that is recorded.
    sealed interface OfEvent extends News {
        EventId incident();

        EventId event();
    }

    record Opened(EventId incident, EventId event) implements OfEvent {}

    record Picture(EventId incident, EventId event, long at, byte[] jpeg) implements OfEvent {
        @Override
        public String toString() {
            return "Picture[%s]".formatted(event);
        }
    }

    /// A film is there.
    ///
    /// @param file its name in the media folder; empty where it is too large for Telegram
    record Film(EventId incident, EventId event, long at, String file, long bytes)
            implements OfEvent {}

    record Ended(EventId incident) implements News {}

    record Safe(EventId event) implements News {}

    record Over(Subject subject, String camera, long at) implements News {}

    /// A chat lets the bot in again.
    record Back(long chat) implements News {
        @Override
        public String toString() {
            return "Back[]";
        }
    }

    /// A group has got another id.
    record Moved(long from, long to) implements News {
        @Override
        public String toString() {
            return "Moved[]";
        }
    }

    /// A picture is on the disk.
    record Kept(long thread, int item, String file, long bytes) implements News {}

    /// The journal lacks lines; it is to be begun anew.
    record Lacking() implements News {}

    /// Telegram was asked at the start whose the token is.
    record Checked(boolean wrongToken) implements News {}

    record Answered(Task task, Outcome<Long> outcome) implements News {}
}
