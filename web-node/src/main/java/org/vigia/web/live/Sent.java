package org.vigia.web.live;

/// Hears what has become of one message: one of the two, once, on any thread, also before the call
/// that sends has returned.
public interface Sent {
    /// The viewer's side of the line has it; the next one may be sent.
    void taken();

    /// The viewer has gone.
    void gone();
}
