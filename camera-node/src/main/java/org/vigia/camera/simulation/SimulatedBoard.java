package org.vigia.camera.simulation;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.vigia.camera.board.Board;
import org.vigia.camera.board.InputLine;
import org.vigia.camera.board.OutputLine;
import org.vigia.camera.board.PulseSource;
import org.vigia.camera.board.PwmOutput;
import org.vigia.camera.ir.NecCode;
import org.vigia.camera.ir.NecEncoder;
import org.vigia.camera.mailbox.Mailbox;
import org.vigia.camera.mailbox.Owner;
import org.vigia.shared.time.Pace;

/// A board made of software: what a hand, a remote and a moving body do to a real one is done to it
/// by calls, and what the node does to its outputs can be read back. Every method may be called by
/// any thread; listeners are called on the board's one thread.
public final class SimulatedBoard implements Board {
    private sealed interface Event {
        record Motion(long nanos) implements Event {}

        record Rest() implements Event {}

        record Light(List<Integer> micros) implements Event {}
    }

    private final Mailbox<Event> mailbox;
    private final SimulatedLine buzzer = new SimulatedLine();
    private final SimulatedPwm servo = new SimulatedPwm();
    private final PirLine pir = new PirLine();
    private final Receiver infrared = new Receiver();

    public SimulatedBoard(Pace pace) {
        this.mailbox = new Mailbox<>("board", 64, pace, new Happening());
    }

    /// Powers the board on.
    public void start() {
        mailbox.start();
    }

    @Override
    public InputLine pir() {
        return pir;
    }

    @Override
    public OutputLine buzzer() {
        return buzzer;
    }

    @Override
    public PwmOutput servo() {
        return servo;
    }

    @Override
    public PulseSource infrared() {
        return infrared;
    }

    /// The motion sensor sees something for that long: its line rises now and falls then. One that
    /// is high already stays high at least as long.
    ///
    /// @return false when the board is too busy, and nothing happens
    public boolean move(Duration duration) {
        return mailbox.offer(new Event.Motion(duration.toNanos()));
    }

    /// The motion sensor sees nothing any more: its line falls now.
    ///
    /// @return false when the board is too busy, and nothing happens
    public boolean rest() {
        return mailbox.offer(new Event.Rest());
    }

    /// The receiver sees light: marks and spaces in turn, mark first, in µs, and then silence long
    /// enough that the next call is a press of its own. The durations are delivered at once, not
    /// after the time they tell of.
    ///
    /// @return false when the board is too busy, and nothing happens
    public boolean shine(List<Integer> micros) {
        return mailbox.offer(new Event.Light(List.copyOf(micros)));
    }

    /// A button of the remote is pressed: its frame is seen, as of one short press.
    ///
    /// @return false when the board is too busy, and nothing happens
    public boolean press(NecCode code) {
        return shine(Arrays.stream(NecEncoder.frame(code)).boxed().toList());
    }

    /// Waits until all that was done so far has reached the listeners.
    ///
    /// @return whether that happened within `limit`
    /// @throws InterruptedException when interrupted while waiting
    public boolean settle(Duration limit) throws InterruptedException {
        return mailbox.settle(limit);
    }

    /// What a voltmeter, an ear and an eye would find.
    public Lines lines() {
        return new Lines(pir.high, buzzer.level(), buzzer.rises(), servo.pulse());
    }

    /// The levels and pulses on the lines.
    ///
    /// @param buzzerRises how often the buzzer was switched on since power-on, so that a chirp is
    ///   noticed by who looks too late
    public record Lines(boolean pir, boolean buzzer, long buzzerRises, SimulatedPwm.Pulse servo) {}

    @Override
    public void close() {
        mailbox.close();
        buzzer.cut();
        servo.cut();
    }

    private final class Happening implements Owner<Event> {
        private OptionalLong fallsAt = OptionalLong.empty();

        @Override
        public void onMessage(Event event, long now) {
            switch (event) {
                case Event.Motion(long nanos) -> rise(now, nanos);
                case Event.Rest() -> fall(now);
                case Event.Light(List<Integer> micros) -> infrared.deliver(micros);
            }
        }

        private void rise(long now, long nanos) {
            long end = now + nanos;
            boolean longer = fallsAt.isEmpty() || end - fallsAt.getAsLong() > 0;
            fallsAt = longer ? OptionalLong.of(end) : fallsAt;
            pir.drive(true, now);
        }

        @Override
        public void onDeadline(long now) {
            fall(fallsAt.orElse(now));
        }

        private void fall(long at) {
            fallsAt = OptionalLong.empty();
            pir.drive(false, at);
        }

        @Override
        public OptionalLong nextDeadline() {
            return fallsAt;
        }
    }

    private static final class PirLine implements InputLine {
        private volatile boolean high;
        private volatile InputLine.@Nullable Listener listener;

        @Override
        public boolean level() {
            return high;
        }

        @Override
        public synchronized void listen(InputLine.Listener added) {
            if (listener != null) {
                throw new IllegalStateException("somebody listens to the PIR already");
            }
            listener = added;
        }

        void drive(boolean level, long nanos) {
            if (level == high) {
                return;
            }
            high = level;
            InputLine.@Nullable Listener current = listener;
            if (current != null) {
                current.onEdge(level, nanos);
            }
        }
    }

    private static final class Receiver implements PulseSource {
        /// Longer than a pause between repeats, so that what follows is pressed anew.
        private static final int SILENCE = (int) TimeUnit.MILLISECONDS.toMicros(500);

        private volatile PulseSource.@Nullable Listener listener;

        @Override
        public synchronized void listen(PulseSource.Listener added) {
            if (listener != null) {
                throw new IllegalStateException("somebody listens to the infrared already");
            }
            listener = added;
        }

        void deliver(List<Integer> micros) {
            PulseSource.@Nullable Listener current = listener;
            if (current == null) {
                return;
            }
            boolean mark = true;
            for (int duration : micros) {
                current.onPulse(mark, duration);
                mark = !mark;
            }
            current.onPulse(false, SILENCE);
        }
    }
}
