package org.vigia.camera.gpio;

import org.vigia.camera.board.PulseSource;

/// From the edges of an active-low infrared receiver to durations. Used by one thread.
///
/// Edges alternate; where they do not, one was lost (the kernel's queue of 16 was full), and what
/// was heard so far is worth nothing.
final class EdgePulses {
    private final PulseSource.Listener listener;
    private boolean heardOne;
    private boolean high;
    private long lastNanos;
    private long toldNanos;

    EdgePulses(PulseSource.Listener listener) {
        this.listener = listener;
    }

    void edge(Header.Edge edge) {
        if (heardOne) {
            if (edge.rising() == high) {
                listener.onPulse(false, PulseSource.LOST_MICROS);
            } else {
                tell(!high, edge.nanos() - lastNanos - toldNanos);
            }
        }
        heardOne = true;
        high = edge.rising();
        lastNanos = edge.nanos();
        toldNanos = 0;
    }

    /// No edge came for so long. A silence is told as far as it has gone; light that does not end
    /// is not: a receiver without power must not flood the listener.
    void nothingFor(long nanos) {
        if (heardOne && high && toldNanos == 0) {
            tell(false, nanos);
            toldNanos = nanos;
        }
    }

    private void tell(boolean mark, long nanos) {
        int micros = Math.clamp(Math.round(nanos / 1_000.0), 0, PulseSource.LOST_MICROS);
        if (micros > 0) {
            listener.onPulse(mark, micros);
        }
    }
}
