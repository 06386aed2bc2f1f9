package org.vigia.telegram.bot;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The answer to a poll.
///
/// @param updates oldest first as a rule; duplicates and gaps are possible
/// @param date Telegram's clock, from the answer's `Date`; null where it had none that can be read
public record Updates(List<Update> updates, @Nullable Instant date) {
    /// Keeps a copy.
    public Updates {
        updates = List.copyOf(updates);
    }
}
