package org.vigia.web.event;

import com.fasterxml.jackson.annotation.JsonProperty;

/// What may be said of an event in its journal on Pi #B; docs/design/evidence.md has who says it.
public enum Mark {
    /// The camera disappeared while this was streamed.
    @JsonProperty("lost")
    LOST,
    /// Clip and streamed film disagree.
    @JsonProperty("differs")
    DIFFERS,
    /// The clip lacks a part of the streamed film, by its own length and times, and contradicts
    /// nothing of it.
    @JsonProperty("shorter")
    SHORTER,
    /// Every sample of a streamed film, which the text names, stands in the clip.
    @JsonProperty("covered")
    COVERED,
    /// The camera has said that it will never come.
    @JsonProperty("given-up")
    GIVEN_UP,
    /// It arrived after its camera had been lost.
    @JsonProperty("unconfirmed")
    UNCONFIRMED,
    /// It is to be trusted after all.
    @JsonProperty("confirmed")
    CONFIRMED,
    /// Retention never deletes it.
    @JsonProperty("kept")
    KEPT,
    /// It is no longer kept.
    @JsonProperty("released")
    RELEASED,
    /// A text; the last one counts.
    @JsonProperty("note")
    NOTE,
    /// A person has deleted it; it can be taken back for a while.
    @JsonProperty("binned")
    BINNED,
    /// The deletion was taken back.
    @JsonProperty("restored")
    RESTORED,
    /// The tombstone is written, the files are going.
    @JsonProperty("deleting")
    DELETING
}
