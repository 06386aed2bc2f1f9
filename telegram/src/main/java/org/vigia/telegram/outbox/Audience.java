package org.vigia.telegram.outbox;

import java.util.List;
import org.vigia.telegram.text.Subject;

/// Who is told what. Called on the outbox's thread; returns quickly.
public interface Audience {
    /// The chats that are told of `subject` at `camera` now: without those that do not want to hear
    /// of it, and under duress only those that were named for it.
    List<Recipient> hearing(String camera, Subject subject);

    /// Whether a chat may still be told: who was taken off the list hears nothing more, not even
    /// what was on its way.
    boolean mayHear(String camera, long chat);

    /// A group has got another id.
    void moved(long from, long to);

    /// Whether a chat is to be told anything of any camera.
    boolean knows(long chat);
}
