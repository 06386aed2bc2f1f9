package org.vigia.e2e;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.vigia.shared.crypto.TestKeys;
import org.vigia.shared.lifecycle.Closer;

/// Both nodes as processes, set up as an owner would, on free ports.
public final class Pair implements AutoCloseable {
    // One for all: what a new one costs would be measured as the nodes' delay.
    private static final HttpClient HAND = HttpClient.newHttpClient();

    private final Path data;
    private Running web;
    private Running camera;
    private String site;
    private String board;
    private final Environment environment;
    private final int sshPort;
    private final String user;
    private final String password;

    private Pair(
            Path data,
            Running web,
            Running camera,
            String site,
            String board,
            int sshPort,
            Environment environment,
            String user,
            String password) {
        this.data = data;
        this.web = web;
        this.camera = camera;
        this.site = site;
        this.board = board;
        this.sshPort = sshPort;
        this.environment = environment;
        this.user = user;
        this.password = password;
    }

    /// How a pair is set up.
    ///
    /// @param video the `video:` section of camera.yml, as flow YAML
    /// @param alarm the `alarm:` section, as flow YAML
    /// @param more further lines of camera.yml
    /// @param web further lines of web.yml, behind those of `site`
    /// @param via makes of Pi #B's port for cameras the one that the camera dials
    /// @param environment of each node, by its name
    public record Setup(
            String video, String alarm, String more, String web, Via via, Environment environment) {
        /// The usual one: no delays, no way round.
        public static Setup of(String video) {
            return new Setup(
                    video, "{exit-delay: 0, entry-delay: 0}", "", "", port -> port, _ -> Map.of());
        }
    }

    /// What a node finds in its environment besides.
    public interface Environment {
        Map<String, String> of(String node);
    }

    /// A way round to a port.
    public interface Via {
        /// The port to dial instead of `port`.
        int port(int port) throws IOException;
    }

    /// Starts the pair.
    ///
    /// @param video the `video:` section of camera.yml, as flow YAML
    public static Pair start(Path data, String video) throws IOException, InterruptedException {
        return start(data, Setup.of(video));
    }

    /// Starts the pair; where that fails, what was started has been ended.
    public static Pair start(Path data, Setup setup) throws IOException, InterruptedException {
        Closer started = new Closer();
        try {
            return start(data, setup, started);
        } catch (IOException | InterruptedException | RuntimeException | AssertionError e) {
            started.close();
            throw e;
        }
    }

    private static Pair start(Path data, Setup setup, Closer started)
            throws IOException, InterruptedException {
        Files.writeString(
                data.resolve("web.yml"),
                """
                data: web
                cameras: {address: "127.0.0.1:0"}
                site:
                  address: "127.0.0.1:0"
                  time-zone: Europe/Madrid
                """
                        + setup.web());
        TestKeys.put(data.resolve("web/host-key"), "pi-b");
        TestKeys.put(data.resolve("web/receipt-key"), "receipts");
        TestKeys.put(data.resolve("camera/identity"), "yard");
        Running web = started.add(node(setup.environment(), "web-node", data, "web.yml", "run"));
        String site = web.await("the site is at (http://\\S+)");
        int sshPort = Integer.parseInt(web.await("listening on 127.0.0.1 port (\\d+)"));
        Path cameraYml = data.resolve("camera.yml");
        Files.writeString(cameraYml, "data: camera\n");
        Path key = data.resolve("camera.pub");
        Files.writeString(key, once("camera-node", data, "camera.yml", "identity"));
        String added =
                once("web-node", data, "web.yml", "camera", "add", "yard", "--key", key.toString());
        String hostKey =
                added.lines().filter(l -> l.startsWith("host-key: ")).findFirst().orElseThrow();
        String account = once("web-node", data, "web.yml", "user", "add", "owner");
        Files.writeString(
                cameraYml,
                """
                name: yard
                data: camera
                clock-trusted: true
                board: {kind: simulated, port: 0}
                alarm: %s
                remote: {disarm: button}
                pir: {warm-up: 0}
                video: %s
                %s
                web:
                  address: "127.0.0.1:%d"
                  %s
                """
                        .formatted(
                                setup.alarm(),
                                setup.video(),
                                setup.more(),
                                setup.via().port(sshPort),
                                hostKey));
        Running camera =
                started.add(node(setup.environment(), "camera-node", data, "camera.yml", "run"));
        String board = camera.await("the simulated board is at (http://\\S+)");
        return new Pair(
                data,
                web,
                camera,
                site,
                board,
                sshPort,
                setup.environment(),
                "owner",
                account.lines()
                        .filter(l -> l.startsWith("password: "))
                        .findFirst()
                        .orElseThrow()
                        .substring("password: ".length()));
    }

    private static Running node(
            Environment environment, String node, Path data, String config, String... words)
            throws IOException {
        java.util.ArrayList<String> command = new java.util.ArrayList<>();
        command.add(Running.root().resolve("scripts").resolve(node).toString());
        command.addAll(List.of("--config", data.resolve(config).toString()));
        command.addAll(List.of(words));
        String name = node + "-" + words[words.length - 1].replaceAll("\\W", "") + ".log";
        return Running.start(data.resolve(name), command, environment.of(node));
    }

    /// Runs a short command of a node on its folder.
    ///
    /// @return what it printed
    public static String once(String node, Path data, String config, String... words)
            throws IOException, InterruptedException {
        try (Running running = node(_ -> Map.of(), node, data, config, words)) {
            if (running.exitValue() != 0) {
                throw new AssertionError(running.output());
            }
            return running.output();
        }
    }

    /// Starts a camera-node on the data of the one that has ended.
    public void restartCamera() throws IOException, InterruptedException {
        camera = node(environment, "camera-node", data, "camera.yml", "run");
        board = camera.await("the simulated board is at (http://\\S+)");
    }

    /// Starts a web-node on the data, and the port for cameras, of the one that has ended.
    public void restartWeb() throws IOException, InterruptedException {
        Path yml = data.resolve("web.yml");
        Files.writeString(
                yml,
                Files.readString(yml)
                        .replace(
                                "cameras: {address: \"127.0.0.1:0\"}",
                                "cameras: {address: \"127.0.0.1:%d\"}".formatted(sshPort)));
        web = node(environment, "web-node", data, "web.yml", "run");
        site = web.await("the site is at (http://\\S+)");
    }

    /// What `vigia-web verify` finds wrong, its lines; empty when all is well.
    public String verify() throws IOException, InterruptedException {
        try (Running running = node(environment, "web-node", data, "web.yml", "verify")) {
            int status = running.exitValue();
            return status == 0 ? "" : "status %d: %s".formatted(status, running.output());
        }
    }

    /// Offers a file to Pi #B with OpenSSH's own client and the camera's key.
    public Running scp(Path file) throws IOException {
        Path known = data.resolve("known_hosts");
        String key =
                Files.readString(data.resolve("camera.yml"))
                        .lines()
                        .filter(l -> l.strip().startsWith("host-key:"))
                        .findFirst()
                        .orElseThrow()
                        .replaceAll(".*(ssh-rsa [A-Za-z0-9+/=]+).*", "$1");
        Files.writeString(known, "[127.0.0.1]:%d %s%n".formatted(sshPort, key));
        return Running.start(
                data.resolve("scp.log"),
                List.of(
                        "scp",
                        "-O",
                        "-q",
                        "-P",
                        Integer.toString(sshPort),
                        "-i",
                        data.resolve("camera/identity").toString(),
                        "-o",
                        "UserKnownHostsFile=" + known,
                        "-o",
                        "BatchMode=yes",
                        file.toString(),
                        "yard@127.0.0.1:."));
    }

    /// What a command of camera-node prints, beside the node that runs.
    public String cameraCommand(String... words) throws IOException, InterruptedException {
        return once("camera-node", data, "camera.yml", words);
    }

    /// A signed-in client.
    public Client client() throws IOException, InterruptedException {
        Client client = new Client(site);
        client.signIn(user, password);
        return client;
    }

    /// Does something to the board.
    public void touch(String path) throws IOException, InterruptedException {
        touch(board, path);
    }

    static void touch(String board, String path) throws IOException, InterruptedException {
        HttpResponse<String> answer =
                HAND.send(
                        HttpRequest.newBuilder(URI.create(board).resolve(path))
                                .POST(HttpRequest.BodyPublishers.noBody())
                                .build(),
                        HttpResponse.BodyHandlers.ofString());
        if (answer.statusCode() != 200) {
            throw new AssertionError(path + ": " + answer.statusCode() + " " + answer.body());
        }
    }

    public Path data() {
        return data;
    }

    public Running web() {
        return web;
    }

    public Running camera() {
        return camera;
    }

    public String site() {
        return site;
    }

    public int sshPort() {
        return sshPort;
    }

    public String user() {
        return user;
    }

    public String password() {
        return password;
    }

    @Override
    public void close() throws InterruptedException {
        camera.close();
        web.close();
    }
}
