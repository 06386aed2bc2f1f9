package org.vigia.camera.gpio;

import java.io.IOException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.vigia.camera.board.Board;
import org.vigia.camera.board.InputLine;
import org.vigia.camera.board.OutputLine;
import org.vigia.camera.board.PulseSource;
import org.vigia.camera.board.PwmOutput;
import org.vigia.camera.board.Receiver;
import org.vigia.camera.lirc.LircReceiver;
import org.vigia.camera.pwm.SysfsPwm;
import org.vigia.shared.time.Pace;

/// A Raspberry Pi with the parts of docs/wiring.md.
///
/// Without motion sensor or buzzer there is no alarm, so their lines must be had. A house is better
/// guarded without a remote or a turning camera than not at all: where one of these is missing, the
/// board opens, the receiver's `listen` and the servo's output throw, and their words say why.
public final class PiBoard implements Board {
    static final String PIR = "vigia-pir";
    static final String BUZZER = "vigia-buzzer";
    static final String INFRARED = "vigia-infrared";

    private static final Logger LOG = LoggerFactory.getLogger(PiBoard.class);

    private final Header header;
    private final PiSensor pir;
    private final PiBuzzer buzzer;
    private final PiServo servo;
    private final Receiver infrared;
    private boolean closed;

    private PiBoard(
            Header header, PiSensor pir, PiBuzzer buzzer, PiServo servo, Receiver infrared) {
        this.header = header;
        this.pir = pir;
        this.buzzer = buzzer;
        this.servo = servo;
        this.infrared = infrared;
    }

    /// Opens this machine's board; the buzzer is low and the servo without pulse when it returns.
    ///
    /// @throws IOException when this is no Pi, or the lines of sensor or buzzer cannot be had; in
    ///   words
    public static PiBoard open(PiSettings settings, Pace pace) throws IOException {
        return open(
                Pi4jHeader.open(),
                () -> SysfsPwm.open(SysfsPwm.ROOT, settings.pwm(), pace),
                settings,
                pace);
    }

    /// Opens the infrared receiver alone.
    ///
    /// @throws IOException when it cannot be had, in words
    public static Receiver openReceiver(PiSettings settings, Pace pace) throws IOException {
        return switch (settings.source()) {
            case LIRC -> LircReceiver.open(settings.device(), settings.infrared(), pace);
            case GPIO -> {
                Header header = Pi4jHeader.open();
                try {
                    yield new LoneReceiver(header, receiver(header, settings, pace));
                } catch (IOException e) {
                    header.close();
                    throw e;
                }
            }
        };
    }

    /// Has the lines of motion sensor and buzzer and lets them go; the buzzer stays low.
    ///
    /// @throws IOException when one cannot be had, in words
    public static void tryLines(PiSettings settings) throws IOException {
        tryLines(Pi4jHeader.open(), settings);
    }

    static void tryLines(Header header, PiSettings settings) throws IOException {
        try (header) {
            header.output(BUZZER, settings.buzzer());
            boolean _ = header.input(PIR, settings.pir()).high();
        }
    }

    /// Switches off what a killed process has left on, and starts nothing: buzzer low, servo
    /// without pulse. What cannot be switched off does not keep the other from it. The kernel of a
    /// Pi keeps the buzzer's line low when it is let go of.
    ///
    /// @param out takes what was done, a line each
    /// @throws IOException when something may still be on; in words
    public static void outputsOff(PiSettings settings, Consumer<String> out) throws IOException {
        outputsOff(
                () -> {
                    Pi4jHeader.low(BUZZER, settings.buzzer());
                    return "the buzzer is off";
                },
                () -> SysfsPwm.off(SysfsPwm.ROOT, settings.pwm()),
                out);
    }

    /// Switches one output off.
    interface Off {
        /// Does it.
        ///
        /// @return what was done
        /// @throws IOException when it may still be on
        String off() throws IOException;
    }

    static void outputsOff(Off buzzer, Off servo, Consumer<String> out) throws IOException {
        @Nullable IOException failure = null;
        try {
            out.accept(buzzer.off());
        } catch (IOException e) {
            failure = new IOException("the buzzer may still be on: " + e.getMessage(), e);
        }
        try {
            out.accept(servo.off());
        } catch (IOException e) {
            String both = failure == null ? "" : failure.getMessage() + "; ";
            failure = new IOException(both + "the servo may still be on: " + e.getMessage(), e);
        }
        if (failure != null) {
            throw failure;
        }
    }

    static PiBoard open(Header header, PiServo.Opening pwm, PiSettings settings, Pace pace)
            throws IOException {
        try {
            // The buzzer first: it may be on since a crash.
            var buzzer = new PiBuzzer(header.output(BUZZER, settings.buzzer()));
            var pir = new PiSensor(header.input(PIR, settings.pir()), pace);
            PiServo servo = new PiServo(pwm);
            return new PiBoard(header, pir, buzzer, servo, receiverOrNone(header, settings, pace));
        } catch (IOException e) {
            header.close();
            throw e;
        }
    }

    private static Receiver receiverOrNone(Header header, PiSettings settings, Pace pace) {
        try {
            return receiver(header, settings, pace);
        } catch (IOException e) {
            return new NoReceiver(e);
        }
    }

    private static Receiver receiver(Header header, PiSettings settings, Pace pace)
            throws IOException {
        return switch (settings.source()) {
            case LIRC -> LircReceiver.open(settings.device(), settings.infrared(), pace);
            case GPIO -> new EdgeReceiver(header.edges(INFRARED, settings.infrared()), pace);
        };
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

    @Override
    public synchronized void close() {
        if (closed) {
            return;
        }
        closed = true;
        try {
            buzzer.close();
        } catch (IOException e) {
            LOG.error("gpio: the buzzer may still be on", e);
        }
        try {
            servo.close();
        } catch (IOException e) {
            LOG.error("servo: it may still have a pulse", e);
        }
        // Before the header: nobody may wait for edges while the chip is closed.
        infrared.close();
        pir.close();
        header.close();
    }
}
