package org.vigia.web;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.CookieManager;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.function.Predicate;
import org.vigia.shared.config.ConfigException;
import org.vigia.shared.crypto.RsaIdentity;
import org.vigia.shared.durable.Journal;
import org.vigia.shared.time.Pace;
import org.vigia.web.account.Accounts;
import org.vigia.web.config.WebConfig;
import org.vigia.web.picture.CagedFfmpeg;
import org.vigia.web.registry.CameraRegistry;
import org.vigia.web.ssh.OpenSsh;
import org.vigia.web.store.Evidence;

/// A whole web-node in this process, on ports of its own, with an account that is signed in.
final class RunningNode implements AutoCloseable {
    static final String USER = "ana";
    static final String PASSWORD = "correct horse battery";
    private static final ObjectMapper JSON = new ObjectMapper();

    final WebConfig config;
    private final Path directory;
    private final Path keys;
    private final Pace pace = Pace.system();
    private WebNode node;
    private WebNode.Ports ports;
    private HttpClient client = HttpClient.newHttpClient();
    private String csrf = "";

    /// @param keys where cameras' keys are kept, to be shared by a class's tests
    RunningNode(Path directory, Path keys) throws IOException, InterruptedException {
        this.directory = directory;
        this.keys = keys;
        Path yml =
                Files.writeString(
                        directory.resolve("web.yml"),
                        """
                        data: data
                        cameras: {address: "127.0.0.1:0"}
                        site: {address: "127.0.0.1:0", time-zone: Europe/Madrid}
                        """);
        try {
            config = WebConfig.read(yml);
        } catch (ConfigException e) {
            throw new AssertionError(e);
        }
        node = new WebNode(config, CagedFfmpeg.inBubblewrap(), Clock.systemUTC(), pace);
        ports = node.start();
        signIn();
    }

    private void signIn() throws IOException, InterruptedException {
        Accounts accounts = new Accounts(new Journal(config.accounts()), 4, Clock.systemUTC());
        accounts.add(USER, PASSWORD);
        client.close();
        client = HttpClient.newBuilder().cookieHandler(new CookieManager()).build();
        String body = "{\"user\":\"%s\",\"password\":\"%s\"}".formatted(USER, PASSWORD);
        csrf = "";
        HttpResponse<String> answer = post("/api/v1/session", body);
        if (answer.statusCode() != 201) {
            throw new AssertionError("not signed in: " + answer.body());
        }
        csrf = JSON.readTree(answer.body()).path("csrf").asText();
    }

    /// Ends it and starts another on what it has left, on other ports.
    void restart() throws IOException, InterruptedException {
        node.close();
        node = new WebNode(config, CagedFfmpeg.inBubblewrap(), Clock.systemUTC(), pace);
        ports = node.start();
        signIn();
    }

    /// Registers a camera while the node runs.
    OpenSsh register(String camera, String key) throws IOException {
        CameraRegistry.open(config.cameraRegistry(), Clock.systemUTC())
                .add(camera, Evidence.key(keys, key).publicKey());
        return client(camera, key);
    }

    /// A camera's ssh, to where the node listens now.
    OpenSsh client(String camera, String key) throws IOException {
        Path home = Files.createDirectories(directory.resolve("client"));
        RsaIdentity host = RsaIdentity.load(config.hostKey());
        return OpenSsh.of(home, ports.cameras(), host, keys.resolve(key), camera);
    }

    URI address(String path) {
        return URI.create("http://127.0.0.1:" + ports.site() + path);
    }

    HttpResponse<String> post(String path, String body) throws IOException, InterruptedException {
        return client.send(
                HttpRequest.newBuilder(address(path))
                        .header("Content-Type", "application/json")
                        .header("X-CSRF-Token", csrf)
                        .POST(HttpRequest.BodyPublishers.ofString(body))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }

    HttpResponse<byte[]> bytes(String path) throws IOException, InterruptedException {
        return client.send(
                HttpRequest.newBuilder(address(path)).build(),
                HttpResponse.BodyHandlers.ofByteArray());
    }

    JsonNode get(String path) throws IOException, InterruptedException {
        return JSON.readTree(bytes(path).body());
    }

    /// Asks until the answer is as wished.
    JsonNode await(String path, Predicate<JsonNode> wish) throws IOException, InterruptedException {
        long deadline = pace.nanos() + Duration.ofSeconds(60).toNanos();
        JsonNode answer = get(path);
        while (!wish.test(answer)) {
            if (pace.nanos() > deadline) {
                throw new AssertionError(path + " stays " + answer);
            }
            pace.sleep(Duration.ofMillis(20));
            answer = get(path);
        }
        return answer;
    }

    @Override
    public void close() {
        client.close();
        node.close();
    }
}
