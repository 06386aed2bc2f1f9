package org.vigia.telegram.outbox;

import com.fasterxml.jackson.annotation.JsonProperty;

/// What follows a text.
enum ItemKind {
    @JsonProperty("picture")
    PICTURE,
    @JsonProperty("film")
    FILM,
    /// Words in place of a film that Telegram does not take.
    @JsonProperty("too-large")
    TOO_LARGE,
    /// Words in place of a film that there was no room for.
    @JsonProperty("let-go")
    LET_GO,
    /// It is over.
    @JsonProperty("recovered")
    RECOVERED,
    /// It has happened again, and there is no picture that would say so.
    @JsonProperty("again")
    AGAIN;

    boolean isWords() {
        return this != PICTURE && this != FILM;
    }
}
