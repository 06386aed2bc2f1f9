package org.vigia.web.event;

/// What an event's marks add up to; several may hold at once.
public enum Standing {
    /// The camera disappeared while this was streamed, and no clip has come since.
    LOST,
    /// Clip and streamed film disagree; both are here.
    DIFFERS,
    /// The clip lacks a part of the streamed film and contradicts nothing of it: as where the
    /// camera's disk was full. Both are here.
    SHORTER,
    /// Something of it never came and never will, as the camera has said and signed.
    INCOMPLETE,
    /// It arrived after its camera had been lost, and nobody has confirmed it.
    UNCONFIRMED,
    /// Retention never deletes it.
    KEPT,
    /// A person has deleted it, or did so before its files went.
    BINNED,
    /// Its files are deleted; manifest and tombstone stay.
    DELETED
}
