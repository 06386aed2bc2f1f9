package org.vigia.camera;

import java.io.BufferedReader;
import java.io.Console;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.vigia.camera.board.Board;
import org.vigia.camera.config.CameraConfig;
import org.vigia.camera.doctor.Doctor;
import org.vigia.camera.doctor.Examination;
import org.vigia.camera.doctor.LinesCheck;
import org.vigia.camera.doctor.Machine;
import org.vigia.camera.doctor.Walk;
import org.vigia.camera.doctor.Words;
import org.vigia.camera.gpio.PiBoard;
import org.vigia.camera.gpio.PiSettings;
import org.vigia.camera.simulation.BoardServer;
import org.vigia.camera.simulation.SimulatedBoard;
import org.vigia.camera.source.PiCamera;
import org.vigia.camera.source.VideoSource;
import org.vigia.camera.source.Webcam;
import org.vigia.camera.ssh.HostKeyPin;
import org.vigia.camera.ssh.SshAccess;
import org.vigia.camera.ssh.SshLinkDialer;
import org.vigia.shared.time.Pace;
import org.vigia.telegram.bot.Bot;
import org.vigia.telegram.bot.TelegramBot;

/// `vigia-camera doctor`, wired like the node itself.
final class DoctorCommand {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final CameraConfig config;
    private final Pace pace;
    private final Machine machine = Machine.here();
    private final Words words = Words.in(System.getenv("LANG"));
    private final PrintStream out = System.out;
    private final boolean coloured = terminal();

    DoctorCommand(CameraConfig config, Pace pace) {
        this.config = config;
        this.pace = pace;
    }

    /// Looks at everything.
    ///
    /// @return the exit status
    int examine() throws IOException, InterruptedException {
        Path folder = Files.createTempDirectory("vigia-doctor");
        Optional<Bot> bot = config.telegram().map(t -> new TelegramBot(t.bot(), pace));
        try {
            VideoSource source = config.video().source();
            Optional<PiSettings> wired =
                    config.board() instanceof CameraConfig.Board.Pi(PiSettings settings)
                            ? Optional.of(settings)
                            : Optional.empty();
            if (source instanceof PiCamera camera) {
                source = camera.in(folder);
            }
            Examination examination =
                    new Examination(
                            config.name(),
                            config.data(),
                            config.identity(),
                            config.web().address(),
                            config.spool(),
                            config.clockTrusted(),
                            source,
                            wired,
                            source instanceof PiCamera || source instanceof Webcam);
            SshAccess access =
                    new SshAccess(
                            config.web().address(),
                            config.name(),
                            config.identity(),
                            HostKeyPin.load(config.data(), config.web().hostKey()));
            LinesCheck.Trial lines = () -> PiBoard.tryLines(wired.orElseThrow());
            return new Doctor(
                            examination.checks(
                                    machine, new SshLinkDialer(access), lines, bot, pace),
                            words,
                            out,
                            coloured)
                    .examine();
        } finally {
            bot.ifPresent(Bot::close);
            for (String name : List.of("video.h264", "frame-times", "")) {
                Files.deleteIfExists(folder.resolve(name));
            }
        }
    }

    /// Tries the parts out with a person at the terminal.
    ///
    /// @return the exit status
    int walk() throws IOException, InterruptedException {
        Optional<String> node = machine.runningNode();
        if (node.isPresent()) {
            out.println(words.say("walk.busy", node.get()));
            out.println(words.say("mend") + " " + words.say("walk.busy.mend"));
            return 1;
        }
        return switch (config.board()) {
            case CameraConfig.Board.Pi(PiSettings settings) -> {
                try (Board board = PiBoard.open(settings, pace)) {
                    yield walk(board);
                }
            }
            case CameraConfig.Board.Simulated(int port) -> walkSimulated(port);
        };
    }

    private int walkSimulated(int port) throws IOException, InterruptedException {
        try (SimulatedBoard board = new SimulatedBoard(pace);
                BoardServer page =
                        new BoardServer(
                                port,
                                board,
                                config.remote().codesByLabel(),
                                () -> "disarmed",
                                board.buzzer()::level)) {
            board.start();
            out.println(words.say("walk.page", page.start()));
            return walk(board);
        }
    }

    private int walk(Board board) throws IOException, InterruptedException {
        out.println(words.say("walk.intro"));
        BufferedReader in =
                new BufferedReader(new InputStreamReader(System.in, Charset.defaultCharset()));
        Walk walk = new Walk(board, config.servo(), in, out, words, PATIENCE, pace);
        return new Doctor(walk.steps(), words, out, coloured).examine();
    }

    private static boolean terminal() {
        return Optional.ofNullable(System.console()).map(Console::isTerminal).orElse(false);
    }
}
