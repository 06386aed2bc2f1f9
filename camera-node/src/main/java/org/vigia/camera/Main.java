package org.vigia.camera;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.vigia.camera.config.CameraConfig;
import org.vigia.camera.config.CameraConfigReader;
import org.vigia.camera.selftest.SelfTestRequest;
import org.vigia.camera.telegram.Messenger;
import org.vigia.shared.config.ConfigException;
import org.vigia.shared.lifecycle.Shutdown;
import org.vigia.shared.link.SelfTestResult;
import org.vigia.shared.supervisor.JournalLines;
import org.vigia.shared.supervisor.Systemd;
import org.vigia.shared.time.Pace;
import org.vigia.telegram.access.Access;
import org.vigia.telegram.bot.Bot;
import org.vigia.telegram.bot.TelegramBot;

/// The command `vigia-camera`.
public final class Main {
    private static final int USAGE = 64; // EX_USAGE of sysexits.h
    private static final Duration BUTTON_PATIENCE = Duration.ofSeconds(30);
    static final String HELP =
            """
            usage: vigia-camera [--config FILE] COMMAND
              run                   watch, film and send (until SIGTERM)
              doctor                look at every part and say what is wrong and what mends it
              doctor --interactive  the same, and try the parts out with you
              self-test             have the running node send an event to Pi #B, and say what came of it
            %s
            %s
            %s
              --version, --help
            FILE is /etc/vigia/camera.yml unless given.\
            """
                    .formatted(PairCommand.HELP, Commands.HELP, TelegramCommands.HELP);

    private Main() {}

    /// See the usage text.
    public static void main(String[] args) throws InterruptedException {
        List<String> words = List.of(args);
        if (words.contains("doctor")) {
            // What it finds is told in its own lines; must be set before the first logger is made.
            System.setProperty("org.slf4j.simpleLogger.defaultLogLevel", "off");
        }
        System.exit(run(words));
    }

    private static int run(List<String> args) throws InterruptedException {
        Path file = Path.of("/etc/vigia/camera.yml");
        List<String> words = args;
        if (words.size() >= 2 && words.getFirst().equals("--config")) {
            file = Path.of(words.get(1));
            words = words.subList(2, words.size());
        }
        try {
            if (words.equals(List.of("run"))) {
                return film(CameraConfigReader.read(file));
            }
            if (Commands.knows(words)) {
                return new Commands(file, System.out, Pace.system(), BUTTON_PATIENCE).run(words);
            }
            if (PairCommand.knows(words)) {
                return new PairCommand(file, terminal(), System.out, Pace.system())
                        .run(words, user());
            }
            if (TelegramCommands.knows(words)) {
                return telegram(CameraConfigReader.read(file), words);
            }
            if (words.equals(List.of("doctor"))) {
                return new DoctorCommand(CameraConfigReader.read(file), Pace.system()).examine();
            }
            if (words.equals(List.of("doctor", "--interactive"))) {
                return new DoctorCommand(CameraConfigReader.read(file), Pace.system()).walk();
            }
            if (words.equals(List.of("self-test"))) {
                return selfTest(CameraConfigReader.read(file));
            }
            if (words.equals(List.of("--version"))) {
                System.out.println(
                        "vigia-camera " + Main.class.getPackage().getImplementationVersion());
                return 0;
            }
            boolean asked = words.equals(List.of("--help"));
            (asked ? System.out : System.err).println(HELP);
            return asked ? 0 : USAGE;
        } catch (ConfigException e) {
            System.err.println(e.getMessage());
            return ConfigException.EXIT_STATUS;
        } catch (IOException e) {
            System.err.println("vigia-camera: " + e.getMessage());
            return 1;
        }
    }

    private static int selfTest(CameraConfig config) throws IOException, InterruptedException {
        Commands.checkUser(config.data(), user(), "self-test");
        SelfTestResult result = new SelfTestRequest(config.data(), Pace.system()).run();
        System.out.println(SelfTestRequest.words(result));
        return result.failure() == null ? 0 : 1;
    }

    private static String user() {
        return System.getProperty("user.name", "");
    }

    private static BufferedReader terminal() {
        return new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    }

    private static int telegram(CameraConfig config, List<String> words)
            throws IOException, InterruptedException {
        Commands.checkUser(config.data(), user(), "telegram");
        Path people = Messenger.people(config.data().resolve("telegram"));
        Access access = Access.open(people, Clock.systemUTC(), Pace.system());
        TelegramCommands commands = new TelegramCommands(access, System.out);
        if (!TelegramCommands.isPair(words)) {
            return commands.run(words);
        }
        if (config.telegram().isEmpty()) {
            throw new IOException("telegram.token is not set; docs/operations.md says how");
        }
        try (Bot bot = new TelegramBot(config.telegram().get().bot(), Pace.system())) {
            return commands.pair(words, bot);
        }
    }

    private static int film(CameraConfig config) throws IOException, InterruptedException {
        JournalLines.adopt(System.getenv());
        Logger log = LoggerFactory.getLogger(Main.class);
        config.effective().forEach((key, value) -> log.info("{}: {}", key, value));
        Shutdown shutdown = new Shutdown();
        Systemd systemd = Systemd.of(System.getenv(), ProcessHandle.current().pid());
        try (CameraNode node = new CameraNode(config, Clock.systemUTC(), Pace.system(), systemd)) {
            node.start();
            shutdown.await();
        } finally {
            shutdown.done();
        }
        return 0;
    }
}
