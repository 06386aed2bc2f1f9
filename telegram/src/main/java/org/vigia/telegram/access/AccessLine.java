package org.vigia.telegram.access;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import org.vigia.shared.crypto.Sha256;
import org.vigia.telegram.text.Language;

/// A line of the journal: something that has changed in who may. Times are wall-clock milliseconds.
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "line")
@JsonSubTypes({
    @JsonSubTypes.Type(value = AccessLine.Invited.class, name = "invited"),
    @JsonSubTypes.Type(value = AccessLine.Uninvited.class, name = "uninvited"),
    @JsonSubTypes.Type(value = AccessLine.Joined.class, name = "joined"),
    @JsonSubTypes.Type(value = AccessLine.Admitted.class, name = "admitted"),
    @JsonSubTypes.Type(value = AccessLine.Moved.class, name = "moved"),
    @JsonSubTypes.Type(value = AccessLine.Removed.class, name = "removed"),
    @JsonSubTypes.Type(value = AccessLine.Named.class, name = "named"),
    @JsonSubTypes.Type(value = AccessLine.Speaks.class, name = "speaks"),
    @JsonSubTypes.Type(value = AccessLine.Snoozed.class, name = "snoozed")
})
sealed interface AccessLine {
    /// An invitation is open from now on.
    ///
    /// @param code the hash of its code
    record Invited(long at, String code, Role role) implements AccessLine {
        public Invited {
            if (!Sha256.isHash(code)) {
                throw new IllegalArgumentException("an invitation without the hash of its code");
            }
        }
    }

    /// All open invitations have ended.
    record Uninvited(long at) implements AccessLine {}

    /// Somebody has come in by an invitation, which is used up.
    record Joined(long at, String code, long user, String name, Role role) implements AccessLine {}

    /// A group has been let in.
    record Admitted(long at, long chat, String title) implements AccessLine {}

    /// A group has become a supergroup, with another id.
    record Moved(long at, long from, long to) implements AccessLine {}

    /// A person or group is off the list.
    record Removed(long at, int number) implements AccessLine {}

    /// A person is to be told under duress, or no more.
    record Named(long at, int number, boolean underDuress) implements AccessLine {}

    record Speaks(long at, long chat, Language language) implements AccessLine {}

    /// A chat wants to hear of no motion.
    ///
    /// @param until wall-clock milliseconds
    record Snoozed(long at, long chat, long until) implements AccessLine {}
}
