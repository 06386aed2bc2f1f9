package org.vigia.camera.ssh;

/// What has come of asking about another host key than the pinned one.
sealed interface Succession {
    /// The pinned key has announced it: it is the pinned one now.
    record Announced() implements Succession {}

    /// Whoever shows it was asked, and has no announcement that leads to it.
    record NotAnnounced() implements Succession {}

    /// It is not known, because no whole answer has come.
    ///
    /// @param why in words
    record NotAsked(String why) implements Succession {}
}
