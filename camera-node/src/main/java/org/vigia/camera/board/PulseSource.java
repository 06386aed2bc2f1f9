package org.vigia.camera.board;

import java.io.IOException;

/// An infrared receiver as a sequence of durations, as `/dev/lirc0` delivers them in mode 2.
public interface PulseSource {
    /// What stands for lost durations (an overflow): a space as long as this, in µs.
    int LOST_MICROS = 1_000_000;

    /// Takes durations.
    interface Listener {
        /// One duration.
        ///
        /// A space need not be over to be delivered: after at most 200 ms of silence it is
        /// delivered as far as it has gone, and what follows of it comes as a further space. So
        /// durations of one kind may follow each other and add up.
        ///
        /// @param mark true for light (carrier seen), false for a space
        /// @param micros its length in µs, above zero; longer than a second is cut to it
        void onPulse(boolean mark, int micros);
    }

    /// Delivers every duration from now on.
    ///
    /// @throws IllegalStateException when somebody listens already
    /// @throws IOException when the receiver cannot be read
    void listen(Listener listener) throws IOException;
}
