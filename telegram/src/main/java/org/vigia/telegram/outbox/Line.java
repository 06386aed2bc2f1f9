package org.vigia.telegram.outbox;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.vigia.shared.event.EventId;
import org.vigia.telegram.text.Language;
import org.vigia.telegram.text.Subject;

/// A line of the journal: something that has changed. Everything that the outbox knows follows from
/// its lines in their order. `thread` is a thread's number, times are wall-clock milliseconds.
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "line")
@JsonSubTypes({
    @JsonSubTypes.Type(value = Line.Begun.class, name = "begun"),
    @JsonSubTypes.Type(value = Line.Joined.class, name = "joined"),
    @JsonSubTypes.Type(value = Line.Opened.class, name = "opened"),
    @JsonSubTypes.Type(value = Line.Ended.class, name = "ended"),
    @JsonSubTypes.Type(value = Line.Over.class, name = "over"),
    @JsonSubTypes.Type(value = Line.Safe.class, name = "safe"),
    @JsonSubTypes.Type(value = Line.Ready.class, name = "ready"),
    @JsonSubTypes.Type(value = Line.Stored.class, name = "stored"),
    @JsonSubTypes.Type(value = Line.Replaced.class, name = "replaced"),
    @JsonSubTypes.Type(value = Line.Folded.class, name = "folded"),
    @JsonSubTypes.Type(value = Line.TextTold.class, name = "text-told"),
    @JsonSubTypes.Type(value = Line.TextGivenUp.class, name = "text-given-up"),
    @JsonSubTypes.Type(value = Line.EditDone.class, name = "edit-done"),
    @JsonSubTypes.Type(value = Line.ItemDone.class, name = "item-done"),
    @JsonSubTypes.Type(value = Line.NoReply.class, name = "no-reply"),
    @JsonSubTypes.Type(value = Line.Closed.class, name = "closed"),
    @JsonSubTypes.Type(value = Line.Gone.class, name = "gone"),
    @JsonSubTypes.Type(value = Line.Back.class, name = "back"),
    @JsonSubTypes.Type(value = Line.Blocked.class, name = "blocked"),
    @JsonSubTypes.Type(value = Line.Moved.class, name = "moved")
})
sealed interface Line {
    /// A line about one thread.
    sealed interface OfThread extends Line {
        /// The thread's number.
        long thread();
    }

    record Begun(
            long thread,
            Subject subject,
            String camera,
            long at,
            boolean sure,
            @Nullable EventId incident,
            List<Told> chats)
            implements OfThread {
        public Begun {
            Objects.requireNonNull(subject, "subject");
            Objects.requireNonNull(camera, "camera");
            Objects.requireNonNull(chats, "chats");
        }
    }

    /// A chat that is to be told.
    record Told(long chat, Language language) {
        public Told {
            Objects.requireNonNull(language, "language");
        }
    }

    /// The same has happened again.
    record Joined(long thread, long at, boolean sure, @Nullable EventId incident)
            implements OfThread {}

    /// Something is recorded of it.
    record Opened(long thread, EventId incident, EventId event) implements OfThread {}

    /// What was going on is not any more.
    record Ended(long thread) implements OfThread {}

    /// A fault is over.
    record Over(long thread, long at) implements OfThread {}

    /// Pi #B has signed for an event.
    record Safe(long thread, EventId event) implements OfThread {}

    /// Something that is to follow the text is ready.
    ///
    /// @param item its number in the thread
    /// @param at when it happened
    /// @param file its name in the media folder; null for words, and for what is in memory only
    record Ready(
            long thread,
            int item,
            ItemKind kind,
            long at,
            @Nullable EventId incident,
            @Nullable EventId event,
            @Nullable String file)
            implements OfThread {}

    /// What was in memory is on the disk.
    record Stored(long thread, int item, String file) implements OfThread {}

    /// Words stand in place of a film.
    record Replaced(long thread, int item, ItemKind kind) implements OfThread {}

    /// A thread that nobody was told of is counted in another.
    record Folded(long thread, long into) implements OfThread {}

    /// A text has been told.
    ///
    /// @param late whether it said that it was late
    record TextTold(long thread, long chat, long message, int revision, boolean late)
            implements OfThread {}

    record TextGivenUp(long thread, long chat, String why) implements OfThread {}

    record EditDone(long thread, long chat, int revision, @Nullable String why)
            implements OfThread {}

    record ItemDone(long thread, long chat, int item, @Nullable String why) implements OfThread {}

    /// The first text is not there any more: nothing can reply to it.
    record NoReply(long thread, long chat) implements OfThread {}

    /// Nothing is left to be told.
    record Closed(long thread) implements OfThread {}

    /// A chat does not let the bot in any more.
    record Gone(long chat) implements Line {}

    /// It does again.
    record Back(long chat) implements Line {}

    /// A chat is to be left alone for a while.
    ///
    /// @param until by the wall clock
    /// @param millis how long, for where that clock has been set meanwhile
    record Blocked(long chat, long until, long millis) implements Line {}

    /// A group has got another id.
    record Moved(long thread, long from, long to) implements OfThread {}
}
