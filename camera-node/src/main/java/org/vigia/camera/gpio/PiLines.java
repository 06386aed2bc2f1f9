package org.vigia.camera.gpio;

import java.io.IOException;
import org.vigia.camera.board.InputLine;
import org.vigia.camera.board.OutputLine;
import org.vigia.shared.time.Pace;

/// The board's plain lines over a header's.
final class PiLines {
    private PiLines() {}

    /// The motion sensor. Times are those of arrival: Pi4J's provider keeps the kernel's to itself.
    /// A sensor's pulse lasts seconds, the way here milliseconds (2 ms median in emulation).
    static final class Sensor implements InputLine {
        private final Header.Input input;
        private final Pace pace;
        private boolean heard;

        Sensor(Header.Input input, Pace pace) {
            this.input = input;
            this.pace = pace;
        }

        @Override
        public boolean level() throws IOException {
            return input.high();
        }

        @Override
        public synchronized void listen(Listener listener) {
            if (heard) {
                throw new IllegalStateException("somebody listens to the PIR already");
            }
            heard = true;
            input.hear(high -> listener.onEdge(high, pace.nanos()));
        }

        void close() {
            input.hear(null);
        }
    }

    /// The buzzer.
    static final class Buzzer implements OutputLine {
        private final Header.Output output;
        private boolean high;
        private boolean closed;

        Buzzer(Header.Output output) {
            this.output = output;
        }

        @Override
        public synchronized void set(boolean level) throws IOException {
            if (closed) {
                throw new IOException("the board is closed");
            }
            output.drive(level);
            high = level;
        }

        @Override
        public synchronized boolean level() {
            return high;
        }

        /// Low, and deaf from now on.
        synchronized void close() throws IOException {
            if (!closed) {
                closed = true;
                high = false;
                output.drive(false);
            }
        }
    }
}
