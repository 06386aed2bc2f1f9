package org.vigia.web.store;

import org.jspecify.annotations.Nullable;
import org.vigia.web.event.Mark;

/// One line of an event's journal, `journal.jsonl`.
///
/// @param at web-node's wall clock, in milliseconds since 1970
/// @param mark what is said
/// @param by who says it: `web-node`, `retention`, or the name of an account
/// @param text in words; null where the mark says it all
record MarkLine(long at, Mark mark, String by, @Nullable String text) {
    /// The longest text, in characters.
    static final int MAX_TEXT = 2000;

    MarkLine {
        if (by.isBlank() || by.length() > 64) {
            throw new IllegalArgumentException("a mark says who made it");
        }
        if (text != null && text.length() > MAX_TEXT) {
            throw new IllegalArgumentException(
                    "a text has at most %d characters".formatted(MAX_TEXT));
        }
    }
}
