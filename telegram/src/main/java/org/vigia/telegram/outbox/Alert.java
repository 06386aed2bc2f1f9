package org.vigia.telegram.outbox;

import org.jspecify.annotations.Nullable;
import org.vigia.shared.event.EventId;
import org.vigia.telegram.text.Subject;

/// Something that the owner is to be told.
///
/// @param camera whose it is
/// @param wallMillis when it happened, by that camera's wall clock
/// @param sure whether that clock was set
/// @param incident what is recorded of it; null where nothing is
public record Alert(
        Subject subject,
        String camera,
        long wallMillis,
        boolean sure,
        @Nullable EventId incident) {}
