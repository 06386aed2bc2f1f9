package org.vigia.telegram.outbox;

import org.vigia.telegram.text.Language;

/// A chat that is told, and what it is spoken to in.
public record Recipient(long chat, Language language) {
    @Override
    public String toString() {
        return "Recipient[%s]".formatted(language);
    }
}
