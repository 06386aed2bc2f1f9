package org.vigia.camera.mailbox;

import java.util.OptionalLong;

/// The stateful part behind a [Mailbox]. Every method is called on the mailbox's thread only. Times
/// are the pace's monotonic nanoseconds.
public interface Owner<M> {
    /// Before the first message.
    default void onStart(long now) {}

    /// The next message in order. Deadlines due by now have been handled before.
    void onMessage(M message, long now);

    /// [#nextDeadline] has come: handles everything due at `now` and moves the deadline on.
    void onDeadline(long now);

    /// When to be called next though no message comes; empty for never.
    OptionalLong nextDeadline();

    /// After the last message.
    default void onStop(long now) {}
}
