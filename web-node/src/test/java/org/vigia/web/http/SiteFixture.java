package org.vigia.web.http;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.vigia.shared.crypto.TestKeys;
import org.vigia.shared.durable.Journal;
import org.vigia.shared.link.AlertTrouble;
import org.vigia.shared.time.Pace;
import org.vigia.web.account.Accounts;
import org.vigia.web.audit.AuditLog;
import org.vigia.web.live.LiveHub;
import org.vigia.web.metrics.Tally;
import org.vigia.web.pairing.Pairings;
import org.vigia.web.picture.FakePictures;
import org.vigia.web.preset.PanPresets;
import org.vigia.web.registry.CameraRegistry;
import org.vigia.web.seen.SeenBook;
import org.vigia.web.still.Stills;

/// A real server on a free port of the loopback, over fakes that tell the truth.
final class SiteFixture implements AutoCloseable {
    static final String USER = "ana";
    static final String PASSWORD = "correct horse battery";

    final FakeCatalogue events;
    final FakeThumbnails thumbnails;
    final FakeCustody custody;
    final SeenBook seen;
    final FakePresence presence = new FakePresence();
    final FakeGaps gaps = new FakeGaps();
    final FakeCameras cameras = new FakeCameras();
    final Accounts accounts;
    final Pairings pairings;
    final LiveHub hub;
    final FakePictures pictures = new FakePictures();
    final AtomicReference<Optional<AlertTrouble>> alerts = new AtomicReference<>(Optional.empty());
    final FakeHealth health = new FakeHealth(cameras);
    final Tally tally = new Tally();
    final Site site;
    final HttpClient client = HttpClient.newHttpClient();

    /// A signed-in client's credentials.
    record Login(String cookie, String csrf) {}

    SiteFixture(Path directory, Pace pace) throws IOException {
        this(directory, pace, Doors.PLAIN, true);
    }

    SiteFixture(Path directory, Pace pace, Doors doors) throws IOException {
        this(directory, pace, doors, true);
    }

    /// As at a first start.
    static SiteFixture withoutAccounts(Path directory, Pace pace) throws IOException {
        return new SiteFixture(directory, pace, Doors.PLAIN, false);
    }

    private SiteFixture(Path directory, Pace pace, Doors doors, boolean account)
            throws IOException {
        events = new FakeCatalogue(Files.createDirectories(directory.resolve("evidence")));
        thumbnails = new FakeThumbnails(directory.resolve("evidence"), events);
        custody = new FakeCustody(events);
        accounts =
                new Accounts(
                        new Journal(directory.resolve("accounts.jsonl")), 4, Clock.systemUTC());
        if (account) {
            accounts.add(USER, PASSWORD);
        }
        seen = new SeenBook(directory.resolve("seen"), events::newestArrival);
        hub = new LiveHub(LiveHub.DEFAULT_VIEWERS, pace);
        pairings =
                new Pairings(
                        TestKeys.key(directory, "host").publicKey(),
                        CameraRegistry.open(directory.resolve("cameras.jsonl"), Clock.systemUTC()),
                        pace);
        SiteConfig config =
                new SiteConfig(
                        "127.0.0.1",
                        0,
                        ZoneId.of("Europe/Madrid"),
                        doors,
                        Duration.ofHours(1),
                        Duration.ofHours(8),
                        Duration.ofSeconds(2),
                        LiveHub.DEFAULT_VIEWERS);
        site =
                new Site(
                        config,
                        accounts,
                        new SiteHistory(events, thumbnails, seen, presence, gaps),
                        custody,
                        cameras,
                        pairings,
                        hub,
                        new Stills(hub, pictures, pace),
                        PanPresets.open(directory.resolve("pan-presets.json")),
                        alerts::get,
                        new SiteHealth(health, health::node, tally),
                        pace,
                        new AuditLog(directory.resolve("audit"), Clock.systemUTC()),
                        Clock.systemUTC());
        site.start();
    }

    String address() {
        return "http://127.0.0.1:" + site.port();
    }

    HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(address() + path)).timeout(Duration.ofSeconds(20));
    }

    HttpResponse<String> send(HttpRequest.Builder request)
            throws IOException, InterruptedException {
        HttpResponse<String> response =
                client.send(request.build(), HttpResponse.BodyHandlers.ofString());
        ApiDescription.INSTANCE.check(response);
        return response;
    }

    HttpResponse<byte[]> bytes(HttpRequest.Builder request)
            throws IOException, InterruptedException {
        return client.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
    }

    HttpResponse<String> signIn(String user, String password)
            throws IOException, InterruptedException {
        String body = "{\"user\":\"%s\",\"password\":\"%s\"}".formatted(user, password);
        return send(
                request("/api/v1/session")
                        .header("Content-Type", "application/json")
                        .POST(HttpRequest.BodyPublishers.ofString(body)));
    }

    Login login() throws IOException, InterruptedException {
        HttpResponse<String> answer = signIn(USER, PASSWORD);
        if (answer.statusCode() != 201) {
            throw new IllegalStateException(answer.statusCode() + " " + answer.body());
        }
        return new Login(cookieOf(answer), field(answer.body(), "csrf"));
    }

    static String cookieOf(HttpResponse<?> answer) {
        String cookie = answer.headers().firstValue("Set-Cookie").orElseThrow();
        return cookie.substring(0, cookie.indexOf(';'));
    }

    /// What a browser that has been shown `page` sends along: names and values of headers in turn.
    static String[] asAfter(HttpResponse<String> page) {
        String mark = " data-csrf=\"";
        int start = page.body().indexOf(mark) + mark.length();
        String token = page.body().substring(start, page.body().indexOf('"', start));
        return new String[] {"Cookie", cookieOf(page), "X-CSRF-Token", token};
    }

    /// A text field of a flat JSON object.
    static String field(String json, String name) {
        int start = json.indexOf("\"" + name + "\":\"") + name.length() + 4;
        return json.substring(start, json.indexOf('"', start));
    }

    HttpResponse<String> get(String path, @Nullable Login login, String... headers)
            throws IOException, InterruptedException {
        return send(with(request(path), login, headers).GET());
    }

    HttpRequest.Builder with(
            HttpRequest.Builder request, @Nullable Login login, String... headers) {
        if (login != null) {
            request.header("Cookie", login.cookie());
        }
        List<String> pairs = List.of(headers);
        for (int i = 0; i < pairs.size(); i += 2) {
            request.header(pairs.get(i), pairs.get(i + 1));
        }
        return request;
    }

    HttpResponse<String> command(String camera, String body, Login login, String... headers)
            throws IOException, InterruptedException {
        return send(
                with(request("/api/v1/cameras/" + camera + "/commands"), login, headers)
                        .header("Content-Type", "application/json")
                        .POST(HttpRequest.BodyPublishers.ofString(body)));
    }

    @Override
    public void close() {
        site.close();
        hub.close();
        client.shutdownNow();
        client.close();
    }
}
