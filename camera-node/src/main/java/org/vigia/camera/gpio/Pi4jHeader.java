package org.vigia.camera.gpio;

import com.pi4j.Pi4J;
import com.pi4j.context.Context;
import com.pi4j.exception.Pi4JException;
import com.pi4j.io.gpio.digital.DigitalInput;
import com.pi4j.io.gpio.digital.DigitalOutput;
import com.pi4j.io.gpio.digital.DigitalState;
import com.pi4j.io.gpio.digital.PullResistance;
import com.pi4j.library.gpiod.internal.GpioDContext;
import com.pi4j.library.gpiod.internal.GpioDException;
import com.pi4j.library.gpiod.internal.GpioLine;
import com.pi4j.library.gpiod.internal.GpioLineEvent;
import com.pi4j.library.gpiod.internal.LineEvent;
import com.pi4j.library.gpiod.internal.LineRequestFlag;
import com.pi4j.plugin.gpiod.provider.gpio.digital.GpioDDigitalInputProvider;
import com.pi4j.plugin.gpiod.provider.gpio.digital.GpioDDigitalOutputProvider;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The lines through Pi4J's gpiod provider, named explicitly so that no other is chosen. Pi4J keeps
/// the chip in static state: one header a process.
final class Pi4jHeader implements Header {
    private static final Logger LOG = LoggerFactory.getLogger(Pi4jHeader.class);

    private final Context context;
    private final List<GpioLine> ownLines = new CopyOnWriteArrayList<>();
    private boolean closed;

    private Pi4jHeader(Context context) {
        this.context = context;
    }

    /// Opens the chip.
    ///
    /// @throws IOException when this is no Pi or its GPIO cannot be used, in words
    static Pi4jHeader open() throws IOException {
        return open(Machine.here());
    }

    static Pi4jHeader open(Machine machine) throws IOException {
        machine.check();
        try {
            // No shutdown hook: it would release the lines while the node still closes.
            Context context =
                    Pi4J.newContextBuilder()
                            .noAutoDetect()
                            .disableShutdownHook()
                            .add(
                                    GpioDDigitalInputProvider.newInstance(),
                                    GpioDDigitalOutputProvider.newInstance())
                            .build();
            return new Pi4jHeader(context);
        } catch (Pi4JException | IllegalStateException | GpioDException | LinkageError e) {
            throw GpioTrouble.ofChip(e);
        }
    }

    /// Drives one line low and lets go of it, without all that [#open] starts.
    ///
    /// @throws IOException when that cannot be done, in words
    static void low(String part, int pin) throws IOException {
        Machine.here().check();
        try (GpioDContext chip = GpioDContext.getInstance()) {
            chip.initialize();
            request(chip, part, pin, line -> line.requestOutput(part, 0));
        } catch (IllegalStateException | GpioDException | LinkageError e) {
            throw GpioTrouble.ofChip(e);
        }
    }

    private interface Request {
        void of(GpioLine line);
    }

    private static GpioLine request(GpioDContext chip, String part, int pin, Request request)
            throws IOException {
        try {
            GpioLine line = chip.getOrOpenLine(pin);
            request.of(line);
            return line;
        } catch (GpioDException e) {
            throw GpioTrouble.ofLine(part, pin, e);
        }
    }

    @Override
    public Input input(String part, int pin) throws IOException {
        return new Pi4jInput(part, pin);
    }

    private final class Pi4jInput implements Input {
        private final String part;
        private final int pin;
        private volatile @Nullable Hearer hearer;
        private volatile DigitalInput input;

        Pi4jInput(String part, int pin) throws IOException {
            this.part = part;
            this.pin = pin;
            this.input = create(part, pin);
            listen(input);
        }

        private void listen(DigitalInput opened) {
            opened.addListener(event -> {
                Hearer hearing = hearer;
                if (hearing != null) {
                    hearing.level(event.state().isHigh());
                }
            });
        }

        @Override
        public boolean high() throws IOException {
            try {
                return input.state().isHigh();
            } catch (Pi4JException | IllegalStateException | GpioDException e) {
                throw new IOException("the line of the %s cannot be read".formatted(part), e);
            }
        }

        @Override
        public void hear(@Nullable Hearer who) {
            hearer = who;
        }

        @Override
        public void reopen() throws IOException {
            try {
                if (context.registry().exists(part)) {
                    context.shutdown(part);
                }
            } catch (Pi4JException | IllegalArgumentException | GpioDException e) {
                LOG.debug("gpio: {} was not released as it should", part, e);
            }
            input = create(part, pin);
            listen(input);
        }
    }

    private DigitalInput create(String part, int pin) throws IOException {
        try {
            return context.create(
                    DigitalInput.newConfigBuilder(context)
                            .id(part)
                            .address(pin)
                            // A sensor's output does not bounce; a delay would only be one.
                            .debounce(0L)
                            .pull(PullResistance.PULL_DOWN)
                            .provider("gpiod-digital-input")
                            .build());
        } catch (Pi4JException | IllegalStateException | GpioDException e) {
            throw GpioTrouble.ofLine(part, pin, e);
        }
    }

    @Override
    public Output output(String part, int pin) throws IOException {
        DigitalOutput output;
        try {
            output =
                    context.create(
                            DigitalOutput.newConfigBuilder(context)
                                    .id(part)
                                    .address(pin)
                                    .initial(DigitalState.LOW)
                                    .shutdown(DigitalState.LOW)
                                    .provider("gpiod-digital-output")
                                    .build());
        } catch (Pi4JException | IllegalStateException | GpioDException e) {
            throw GpioTrouble.ofLine(part, pin, e);
        }
        return high -> {
            try {
                output.state(DigitalState.getState(high));
            } catch (com.pi4j.io.exception.IOException e) {
                throw new IOException("the line of the %s cannot be driven".formatted(part), e);
            }
        };
    }

    @Override
    public Edges edges(String part, int pin) throws IOException {
        return new GpiodEdges(part, pin);
    }

    private final class GpiodEdges implements Edges {
        private final GpioDContext chip = GpioDContext.getInstance();
        private final String part;
        private final int pin;
        private final GpioLineEvent event;
        private GpioLine line;

        GpiodEdges(String part, int pin) throws IOException {
            this.part = part;
            this.pin = pin;
            this.line = request();
            this.event = chip.openLineEvent();
        }

        private GpioLine request() throws IOException {
            GpioLine requested =
                    Pi4jHeader.request(
                            chip,
                            part,
                            pin,
                            // A receiver's output is an open collector behind a weak pull-up.
                            l ->
                                    l.requestBothEdgeEventsFlags(
                                            part, LineRequestFlag.BIAS_PULL_UP.getVal()));
            ownLines.add(requested);
            return requested;
        }

        @Override
        public Optional<Edge> await(Duration limit) throws IOException {
            try {
                if (!line.eventWait(limit.toNanos())) {
                    return Optional.empty();
                }
                line.eventRead(event);
                return Optional.of(
                        new Edge(event.getType() == LineEvent.RISING_EDGE, event.getTimeNs()));
            } catch (GpioDException e) {
                throw new IOException("the line of the %s cannot be read".formatted(part), e);
            }
        }

        @Override
        public void reopen() throws IOException {
            if (ownLines.remove(line)) {
                chip.closeLine(line);
            }
            line = request();
        }
    }

    @Override
    public void close() {
        if (closed) {
            return;
        }
        closed = true;
        ownLines.forEach(GpioDContext.getInstance()::closeLine);
        try {
            // Drives the outputs low, ends Pi4J's threads and closes the chip.
            context.shutdown();
        } catch (Pi4JException e) {
            LOG.error("gpio: the lines were not released as they should", e);
        }
    }
}
