package org.vigia.e2e;

import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.TRUNCATE_EXISTING;
import static java.nio.file.StandardOpenOption.WRITE;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.CookieManager;
import java.net.HttpCookie;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.vigia.shared.time.Pace;

/// A script that uses the site's API with a session, as the README shows.
public final class Client {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final CookieManager cookies = new CookieManager();
    private final HttpClient http =
            HttpClient.newBuilder()
                    .cookieHandler(cookies)
                    .connectTimeout(Duration.ofSeconds(5))
                    .build();
    private final URI site;
    private String csrf = "";

    Client(String site) {
        this.site = URI.create(site);
    }

    /// Signs in with the call a browser makes.
    void signIn(String user, String password) throws IOException, InterruptedException {
        HttpResponse<String> answer =
                post(
                        "/api/v1/session",
                        "{\"user\":\"%s\",\"password\":\"%s\"}".formatted(user, password));
        if (answer.statusCode() / 100 != 2) {
            throw new AssertionError("signing in: " + answer.statusCode() + " " + answer.body());
        }
        csrf = JSON.readTree(answer.body()).path("csrf").asText();
    }

    /// The session's cookie as a header has it, for whoever asks in another way.
    public String cookie() {
        return cookies.getCookieStore().getCookies().stream()
                .map(HttpCookie::toString)
                .collect(Collectors.joining("; "));
    }

    public HttpResponse<String> post(String path, String body)
            throws IOException, InterruptedException {
        return http.send(
                HttpRequest.newBuilder(site.resolve(path))
                        .header("Content-Type", "application/json")
                        .header("X-CSRF-Token", csrf)
                        .timeout(Duration.ofSeconds(20))
                        .POST(HttpRequest.BodyPublishers.ofString(body))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }

    public HttpResponse<String> raw(String path) throws IOException, InterruptedException {
        return http.send(
                HttpRequest.newBuilder(site.resolve(path)).timeout(Duration.ofSeconds(20)).build(),
                HttpResponse.BodyHandlers.ofString());
    }

    public JsonNode get(String path) throws IOException, InterruptedException {
        HttpResponse<String> answer = raw(path);
        if (answer.statusCode() != 200) {
            throw new AssertionError(path + ": " + answer.statusCode() + " " + answer.body());
        }
        return JSON.readTree(answer.body());
    }

    /// Every event of the history, newest arrival first.
    public List<JsonNode> history() throws IOException, InterruptedException {
        List<JsonNode> events = new ArrayList<>();
        JsonNode page = get("/api/v1/events?limit=100");
        page.path("events").forEach(events::add);
        while (page.path("next").isTextual()) {
            page = get("/api/v1/events?limit=100&before=" + page.path("next").asText());
            page.path("events").forEach(events::add);
        }
        return events;
    }

    public Path download(String path, Path file) throws IOException, InterruptedException {
        HttpResponse<Path> answer =
                http.send(
                        HttpRequest.newBuilder(site.resolve(path))
                                .timeout(Duration.ofSeconds(60))
                                .build(),
                        HttpResponse.BodyHandlers.ofFile(file, CREATE, WRITE, TRUNCATE_EXISTING));
        if (answer.statusCode() != 200) {
            throw new AssertionError(path + ": " + answer.statusCode());
        }
        return file;
    }

    /// Asks again and again until the answer is as wished.
    public JsonNode await(String path, Predicate<JsonNode> wish)
            throws IOException, InterruptedException {
        Pace pace = Pace.system();
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
}
