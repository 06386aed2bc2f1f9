package org.vigia.camera;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.vigia.camera.board.PulseSource;
import org.vigia.camera.board.Receiver;
import org.vigia.camera.config.BindingsFile;
import org.vigia.camera.config.CameraConfig;
import org.vigia.camera.config.CameraConfigReader;
import org.vigia.camera.gpio.PiBoard;
import org.vigia.camera.ir.NecCode;
import org.vigia.camera.remote.Button;
import org.vigia.camera.remote.Lesson;
import org.vigia.camera.remote.RemoteSettings;
import org.vigia.camera.simulation.BoardServer;
import org.vigia.camera.simulation.SimulatedBoard;
import org.vigia.shared.config.ConfigException;
import org.vigia.shared.crypto.RsaIdentity;
import org.vigia.shared.durable.DurableFiles;
import org.vigia.shared.lifecycle.Closer;
import org.vigia.shared.time.Pace;

/// What the owner or the service unit does on the console, while no node runs.
final class Commands {
    /// What the commands are, for the usage text.
    static final String HELP =
            """
              identity              print this camera's public key, making it where there is none
              remote learn [NAME…]  bind buttons of an infrared remote (arm disarm panic 0 … 9 ok
                                    left right; all unless named) and write them into FILE
              outputs-off           switch off what a killed node may have left on\
            """;

    private final Path file;
    private final PrintStream out;
    private final Pace pace;
    private final Duration patience;

    /// @param patience how long to wait for a button
    Commands(Path file, PrintStream out, Pace pace, Duration patience) {
        this.file = file;
        this.out = out;
        this.pace = pace;
        this.patience = patience;
    }

    /// What another user writes, the node cannot read.
    ///
    /// @param command which one, for the message
    /// @throws IOException when `data` belongs to somebody else than root, and root asks
    static void checkUser(Path data, String user, String command) throws IOException {
        if (Files.exists(data) && user.equals("root")) {
            String owner = Files.getOwner(data).getName();
            if (!owner.equals("root")) {
                throw new IOException(
                        "%s belongs to %s: sudo -u %s vigia-camera %s …"
                                .formatted(data, owner, owner, command));
            }
        }
    }

    static boolean knows(List<String> words) {
        return words.equals(List.of("identity"))
                || words.equals(List.of("outputs-off"))
                || isLearn(words);
    }

    private static boolean isLearn(List<String> words) {
        return words.size() >= 2
                && words.subList(0, 2).equals(List.of("remote", "learn"))
                && words.stream().skip(2).allMatch(w -> Button.labelled(w).isPresent());
    }

    /// Does it.
    ///
    /// @return the exit status
    int run(List<String> words) throws IOException, ConfigException, InterruptedException {
        if (isLearn(words)) {
            List<Button> named =
                    words.stream().skip(2).flatMap(w -> Button.labelled(w).stream()).toList();
            return learn(named.isEmpty() ? List.of(Button.values()) : named);
        }
        return words.equals(List.of("identity")) ? identity() : outputsOff();
    }

    private int identity() throws IOException, ConfigException {
        Path data = CameraConfigReader.readData(file);
        DurableFiles.createDirectories(data);
        RsaIdentity identity = RsaIdentity.loadOrCreate(CameraConfig.identity(data));
        out.println(identity.publicKey().line());
        return 0;
    }

    private int outputsOff() throws IOException, ConfigException {
        switch (CameraConfigReader.readBoard(file)) {
            case CameraConfig.Board.Simulated(_) ->
                    out.println("the board is simulated: there is nothing to switch off");
            case CameraConfig.Board.Pi(var settings) -> PiBoard.outputsOff(settings, out::println);
        }
        return 0;
    }

    private int learn(List<Button> wanted)
            throws IOException, ConfigException, InterruptedException {
        CameraConfig config = CameraConfigReader.read(file);
        boolean ownBindings =
                config.effective().keySet().stream()
                        .anyMatch(k -> k.startsWith("remote.bindings."));
        Map<Button, NecCode> bound = ownBindings ? config.remote().bindings() : Map.of();
        Map<Button, NecCode> learned;
        try (Closer closer = new Closer()) {
            learned =
                    new Lesson(out::println, patience)
                            .teach(receiver(config, closer), wanted, bound);
        }
        if (!learned.isEmpty()) {
            BindingsFile.bind(file, learned);
            out.println("written to %s: %d buttons".formatted(file, learned.size()));
            out.println("a running node takes them up when it is started again");
        }
        List<String> missed = new ArrayList<>();
        wanted.stream().filter(b -> !learned.containsKey(b)).forEach(b -> missed.add(b.label()));
        if (missed.isEmpty()) {
            return 0;
        }
        out.println(
                "not bound: %s; vigia-camera remote learn %s goes on"
                        .formatted(String.join(", ", missed), String.join(" ", missed)));
        return 1;
    }

    private PulseSource receiver(CameraConfig config, Closer closer) throws IOException {
        return switch (config.board()) {
            case CameraConfig.Board.Pi(var settings) -> {
                Receiver receiver = closer.add(PiBoard.openReceiver(settings, pace));
                out.println("a node that runs meanwhile obeys the buttons; stop it first");
                yield receiver;
            }
            case CameraConfig.Board.Simulated(int port) -> {
                SimulatedBoard board = closer.add(new SimulatedBoard(pace));
                board.start();
                Map<String, NecCode> remote =
                        new RemoteSettings(
                                        RemoteSettings.simulatedBindings(),
                                        RemoteSettings.Disarm.PIN,
                                        null)
                                .codesByLabel();
                BoardServer page =
                        closer.add(
                                new BoardServer(
                                        port, board, remote, () -> "disarmed", () -> false));
                out.println(
                        "the simulated remote is at http://127.0.0.1:%d/".formatted(page.start()));
                yield board.infrared();
            }
        };
    }
}
