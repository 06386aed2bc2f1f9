package org.vigia.camera.doctor;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintStream;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.vigia.camera.board.Board;
import org.vigia.camera.ir.NecCode;
import org.vigia.camera.ir.NecDecoder;
import org.vigia.camera.servo.Preset;
import org.vigia.camera.servo.Servo;
import org.vigia.camera.servo.ServoSettings;
import org.vigia.shared.time.Pace;

/// `doctor --interactive`: beep, move, press, wave, and ask whether it was so.
public final class Walk {
    private static final Duration BEEP = Duration.ofMillis(300);
    private static final Duration TURN = Duration.ofSeconds(10);

    private final Board board;
    private final ServoSettings settings;
    private final BufferedReader in;
    private final PrintStream out;
    private final Words words;
    private final Duration patience;
    private final Pace pace;

    /// @param board open; its listeners are taken
    /// @param settings the servo's limits
    /// @param in the person's answers
    /// @param out the person's questions
    /// @param patience how long to wait for a press and for motion
    public Walk(
            Board board,
            ServoSettings settings,
            BufferedReader in,
            PrintStream out,
            Words words,
            Duration patience,
            Pace pace) {
        this.board = board;
        this.settings = settings;
        this.in = in;
        this.out = out;
        this.words = words;
        this.patience = patience;
        this.pace = pace;
    }

    /// The four steps, as checks.
    public List<Check> steps() {
        return List.of(
                w -> tried(this::beep),
                w -> tried(this::move),
                w -> tried(this::press),
                w -> tried(this::wave));
    }

    private interface Step {
        Outcome go() throws IOException, InterruptedException;
    }

    private Outcome tried(Step step) throws InterruptedException {
        try {
            return step.go();
        } catch (IOException e) {
            return new Outcome.Fail(String.valueOf(e.getMessage()), words.say("walk.broken.mend"));
        }
    }

    private Outcome beep() throws IOException, InterruptedException {
        tell("walk.beep");
        try {
            board.buzzer().set(true);
            pace.sleep(BEEP);
        } finally {
            board.buzzer().set(false);
        }
        return asked("walk.beep.heard");
    }

    private Outcome move() throws IOException, InterruptedException {
        tell("walk.move");
        try (Servo servo = new Servo(board.servo(), settings, pace)) {
            servo.start();
            for (Preset preset : List.of(Preset.LEFT, Preset.RIGHT, Preset.CENTER)) {
                servo.turn(preset);
                boolean _ = servo.settle(TURN);
                pace.sleep(Duration.ofSeconds(1));
            }
        }
        return asked("walk.move.seen");
    }

    private Outcome press() throws IOException, InterruptedException {
        tell("walk.press");
        BlockingQueue<NecCode> presses = new ArrayBlockingQueue<>(1);
        board.infrared().listen(new Presses(presses)::pulse);
        @Nullable NecCode code = presses.poll(patience.toMillis(), TimeUnit.MILLISECONDS);
        return code == null ? words.fail("walk.press.not") : words.ok("walk.press.ok", code);
    }

    private Outcome wave() throws IOException, InterruptedException {
        tell("walk.wave");
        BlockingQueue<Boolean> edges = new ArrayBlockingQueue<>(1);
        board.pir()
                .listen((level, nanos) -> {
                    if (level) {
                        boolean _ = edges.offer(true);
                    }
                });
        @Nullable Boolean seen = edges.poll(patience.toMillis(), TimeUnit.MILLISECONDS);
        return seen == null ? words.fail("walk.wave.not") : words.ok("walk.wave.ok");
    }

    private void tell(String key) {
        out.println(words.say(key, patience.toSeconds()));
        out.flush();
    }

    private Outcome asked(String key) throws IOException {
        while (true) {
            out.print(words.say(key) + " ");
            out.flush();
            String answer = in.readLine();
            if (answer == null) {
                throw new IOException(words.say("walk.unanswered"));
            }
            String letter = answer.strip().toLowerCase(words.locale());
            if (letter.startsWith("n")) {
                return words.fail(key + ".not");
            }
            // English, Spanish and Catalan.
            if (letter.startsWith("y") || letter.startsWith("s")) {
                return words.ok(key + ".ok");
            }
        }
    }

    /// Decodes on the board's thread.
    private static final class Presses {
        private final BlockingQueue<NecCode> presses;
        private NecDecoder decoder = NecDecoder.idle();

        Presses(BlockingQueue<NecCode> presses) {
            this.presses = presses;
        }

        void pulse(boolean mark, int micros) {
            NecDecoder.Step step = decoder.next(mark, micros);
            decoder = step.decoder();
            step.press()
                    .ifPresent(press -> {
                        boolean _ = presses.offer(press.code());
                    });
        }
    }
}
