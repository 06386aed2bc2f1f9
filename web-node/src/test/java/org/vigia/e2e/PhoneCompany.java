package org.vigia.e2e;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.vigia.shared.time.Pace;
import org.vigia.telegram.server.BotApiServer;

/// The strict Bot API server as a process, and a person with a phone.
public final class PhoneCompany implements AutoCloseable {
    /// The person.
    public static final long ANA = 7_000_001;

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Pattern CODE = Pattern.compile("\\?start=([\\w-]+)");

    private final HttpClient http = HttpClient.newHttpClient();
    private final Running server;
    private final URI address;

    private PhoneCompany(Running server, URI address) {
        this.server = server;
        this.address = address;
    }

    /// Starts it, with its output in `folder`.
    public static PhoneCompany start(Path folder) throws IOException, InterruptedException {
        Running server =
                Running.start(
                        folder.resolve("telegram.log"),
                        List.of(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "-cp",
                                System.getProperty(
                                        "surefire.test.class.path",
                                        System.getProperty("java.class.path")),
                                "org.vigia.telegram.server.Main"));
        try {
            int port = Integer.parseInt(server.await("listening (\\d+)"));
            PhoneCompany company =
                    new PhoneCompany(server, URI.create("http://127.0.0.1:" + port + "/control/"));
            company.does("user", Map.of("id", ANA, "name", "Ana", "language", "en"));
            return company;
        } catch (IOException | InterruptedException | RuntimeException | AssertionError e) {
            server.close();
            throw e;
        }
    }

    /// The `telegram:` section of a node's file, as flow YAML; writes the token's file.
    public String section(Path folder, String more) throws IOException {
        Path token = folder.resolve("token");
        if (!Files.exists(token)) {
            Files.createFile(
                    token,
                    java.nio.file.attribute.PosixFilePermissions.asFileAttribute(
                            java.nio.file.attribute.PosixFilePermissions.fromString("rw-------")));
            Files.writeString(token, BotApiServer.TOKEN);
        }
        return "telegram: {token-file: token, api: \"http://127.0.0.1:%d\", time-zone: UTC%s}"
                .formatted(address.getPort(), more);
    }

    /// Ana is invited on the camera's console and opens the link.
    public void pair(Path folder) throws IOException, InterruptedException {
        String said = Pair.once("camera-node", folder, "camera.yml", "telegram", "pair");
        Matcher code = CODE.matcher(said);
        if (!code.find()) {
            throw new AssertionError("no link in: " + said);
        }
        does("starts", Map.of("user", ANA, "code", code.group(1)));
        awaitShown(m -> m.size() >= 2);
    }

    /// Does something at the side door.
    public JsonNode does(String verb, Map<String, Object> fields)
            throws IOException, InterruptedException {
        HttpResponse<String> answer =
                http.send(
                        HttpRequest.newBuilder(address.resolve(verb))
                                .header("Content-Type", "application/json")
                                .timeout(Duration.ofSeconds(20))
                                .POST(
                                        HttpRequest.BodyPublishers.ofString(
                                                JSON.writeValueAsString(fields)))
                                .build(),
                        HttpResponse.BodyHandlers.ofString());
        if (answer.statusCode() != 200) {
            throw new AssertionError(verb + ": " + answer.statusCode() + " " + answer.body());
        }
        return JSON.readTree(answer.body());
    }

    /// What Ana's chat with the bot shows, once it is as wished.
    public JsonNode awaitShown(Predicate<JsonNode> wish) throws IOException, InterruptedException {
        return await("shows", Map.of("chat", ANA), wish);
    }

    /// The requests so far, once they are as wished.
    public JsonNode awaitRequests(Predicate<JsonNode> wish)
            throws IOException, InterruptedException {
        return await("requests", Map.of(), wish);
    }

    private JsonNode await(String verb, Map<String, Object> fields, Predicate<JsonNode> wish)
            throws IOException, InterruptedException {
        Pace pace = Pace.system();
        long deadline = pace.nanos() + Duration.ofSeconds(60).toNanos();
        JsonNode shown = does(verb, fields);
        while (!wish.test(shown)) {
            if (pace.nanos() > deadline) {
                throw new AssertionError("it stays " + shown);
            }
            pace.sleep(Duration.ofMillis(50));
            shown = does(verb, fields);
        }
        return shown;
    }

    @Override
    public void close() throws InterruptedException {
        server.close();
    }
}
