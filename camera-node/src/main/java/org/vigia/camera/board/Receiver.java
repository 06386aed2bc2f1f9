package org.vigia.camera.board;

/// An infrared receiver that its user opens and closes.
public interface Receiver extends PulseSource, AutoCloseable {
    /// Releases the receiver, also while somebody listens: nobody is called once it has returned.
    /// Idempotent.
    @Override
    void close();
}
