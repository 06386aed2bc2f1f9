package org.vigia.web.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.vigia.shared.event.EventKind;
import org.vigia.shared.link.AlarmMode;
import org.vigia.shared.time.FakePace;

/// What strangers try on every site, tried on every route of this one.
class AttackTest {
    private static final String SECRET = "only-for-the-owner-of-this-disk";
    private static final List<String> DETOURS =
            List.of(
                    "..",
                    "%2e%2e",
                    "%252e%252e",
                    ".%2e",
                    "..%2f..%2fsecret",
                    "..%252fsecret",
                    "..%5c..%5csecret",
                    "..\\..\\secret",
                    "..;/secret",
                    "..;",
                    "%c0%ae%c0%ae",
                    "%c0%ae%c0%ae%c0%afsecret",
                    "%e0%80%ae%e0%80%ae",
                    "%uff0e%uff0e",
                    "..%00",
                    "x%00.jpg",
                    "%00",
                    "%2fetc%2fpasswd",
                    "//etc/passwd",
                    "file:%2f%2f%2fetc%2fpasswd",
                    "%0d%0aX-Injected:%201",
                    "%e5%98%8a%e5%98%8dX-Injected:1",
                    "'%20or%201=1--",
                    "%3Cscript%3E",
                    "$%7B7*7%7D",
                    "a".repeat(2000));

    private final SiteFixture fixture;
    private SiteFixture.Login login;

    AttackTest(@TempDir Path directory) throws Exception {
        Files.writeString(directory.resolve("secret"), SECRET);
        fixture = new SiteFixture(directory, new FakePace());
    }

    @BeforeEach
    void fill() throws Exception {
        fixture.cameras.online("door", AlarmMode.DISARMED);
        fixture.events.announce(1, "door", EventKind.MOTION, 1_790_000_000_000L);
        fixture.events.addSnapshot(FakeCatalogue.id(1), new byte[1000]);
        fixture.events.complete(FakeCatalogue.id(1), new byte[1000], 3000);
        login = fixture.login();
    }

    @AfterEach
    void close() {
        fixture.close();
    }

    private static String concrete(String path) {
        String id = path.contains("/events/") ? FakeCatalogue.id(1).text() : "door";
        return path.replace("{id}", id).replaceAll("\\{[a-zA-Z]+}", "x");
    }

    private String ask(String method, String target, String... headers) throws IOException {
        StringBuilder request =
                new StringBuilder(method + " " + target + " HTTP/1.1\r\n")
                        .append("Host: 127.0.0.1:" + fixture.site.port() + "\r\n")
                        .append("Cookie: " + login.cookie() + "\r\nConnection: close\r\n");
        for (String header : headers) {
            request.append(header).append("\r\n");
        }
        return Raw.exact(fixture.site.port(), request + "\r\n");
    }

    @Test
    void noDetourThroughAnyParameterLeadsAnywhere() throws Exception {
        List<String> paths = new ArrayList<>(List.of("/{detour}", "/assets/{version}/{file}"));
        fixture.site.routes().stream()
                .filter(route -> route.path().contains("{") && route.method().equals("GET"))
                .map(RouteTable.Entry::path)
                .forEach(paths::add);
        for (String path : paths) {
            for (String detour : DETOURS) {
                String target =
                        path.contains("{version}")
                                ? path.replace("{version}", "x").replace("{file}", detour)
                                : concrete(path.replaceFirst("\\{[a-zA-Z]+}", "{hole}"))
                                        .replaceFirst(
                                                "/x(?=/|$)",
                                                Matcher.quoteReplacement("/" + detour));
                String answer = ask("GET", target);
                assertThat(Raw.status(answer)).as(target).isIn(303, 400, 404, 405);
                assertThat(answer).as(target).doesNotContain(SECRET, "root:");
                assertThat(head(answer)).as(target).doesNotContain("\nX-Injected");
                checkHeaders(target, answer);
            }
        }
    }

    private static String head(String answer) {
        int end = answer.indexOf("\r\n\r\n");
        return end < 0 ? answer : answer.substring(0, end);
    }

    // What every answer carries, whoever refused.
    private static void checkHeaders(String of, String answer) {
        assertThat(head(answer))
                .as(of)
                .contains("Content-Security-Policy: default-src 'none'")
                .contains("frame-ancestors 'none'")
                .contains("X-Content-Type-Options: nosniff")
                .contains("X-Frame-Options: DENY")
                .contains("X-XSS-Protection: 1; mode=block")
                .contains("Cache-Control: ")
                .contains("no-store")
                .doesNotContain("Server:");
    }

    @Test
    void everyAnswerForbidsFramesScriptsOfOthersAndKeepingIt() throws Exception {
        for (RouteTable.Entry route : fixture.site.routes()) {
            if (route.method().equals("GET") && !streams(route.path())) {
                String target = concrete(route.path());
                checkHeaders(target, ask("GET", target));
            }
        }
        checkHeaders("nowhere", ask("GET", "/nowhere"));
        checkHeaders("an API's nowhere", ask("GET", "/api/v1/nowhere"));
    }

    // These never end by themselves.
    private static boolean streams(String path) {
        return path.endsWith("/news") || (path.endsWith("/live") && path.startsWith("/api/"));
    }

    @Test
    void nothingIsChangedByForgedRequestsOnAnyRoute() throws Exception {
        String[][] forged = {
            {},
            {"X-CSRF-Token", "wrong"},
            {"X-CSRF-Token", login.csrf(), "Origin", "https://evil.example"},
            {"X-CSRF-Token", login.csrf(), "Origin", "http://127.0.0.1"},
            {"X-CSRF-Token", login.csrf(), "Origin", "null"},
            {"X-CSRF-Token", login.csrf(), "Sec-Fetch-Site", "cross-site"},
            {"X-CSRF-Token", login.csrf(), "Sec-Fetch-Site", "same-site"},
        };
        int tried = 0;
        for (RouteTable.Entry route : fixture.site.routes()) {
            if (List.of("GET", "HEAD", "WS").contains(route.method())) {
                continue;
            }
            for (String[] headers : forged) {
                // Open ones have no session to forge; what other sites send is refused all the
                // same.
                if (route.open() && headers.length < 4) {
                    continue;
                }
                // A form of ours has no origin under our own policy.
                if (route.open() && List.of(headers).contains("null")) {
                    continue;
                }
                HttpRequest.Builder request =
                        fixture.with(fixture.request(concrete(route.path())), login, headers)
                                .header("Content-Type", "application/json")
                                .method(route.method(), HttpRequest.BodyPublishers.ofString("{}"));
                assertThat(fixture.send(request).statusCode())
                        .as(route + " " + List.of(headers))
                        .isEqualTo(403);
                tried++;
            }
        }
        assertThat(tried).isGreaterThan(30);
        assertThat(fixture.cameras.commands()).isEmpty();
    }

    @Test
    void otherMethodsDoNotLeadAroundTheChecks() throws Exception {
        for (RouteTable.Entry route : fixture.site.routes()) {
            if (!route.method().equals("POST") || route.open()) {
                continue;
            }
            String target = concrete(route.path());
            boolean reads =
                    fixture.site.routes().stream()
                            .anyMatch(
                                    r -> r.path().equals(route.path()) && r.method().equals("GET"));
            for (String method :
                    List.of("GET", "HEAD", "PUT", "PATCH", "TRACE", "CONNECT", "get", "PROPFIND")) {
                if (reads && (method.equals("GET") || method.equals("HEAD"))) {
                    continue;
                }
                String answer =
                        ask(
                                method,
                                target,
                                "X-HTTP-Method-Override: POST",
                                "X-CSRF-Token: " + login.csrf());
                assertThat(Raw.status(answer))
                        .as(method + " " + target)
                        .isBetween(400, 501)
                        .isNotEqualTo(500);
            }
        }
        assertThat(Raw.status(ask("TRACE", "/"))).isBetween(400, 501).isNotEqualTo(500);
        assertThat(fixture.cameras.commands()).isEmpty();
    }

    @Test
    void aSiteOfAnotherNameThatPointsHereIsRefused() throws Exception {
        int port = fixture.site.port();
        for (String host :
                List.of(
                        "evil.example",
                        "evil.example:" + port,
                        "127.0.0.1.evil.example",
                        "pi-b.local.evil.example",
                        "localhost.evil.example",
                        "evil.example/",
                        "a@127.0.0.1",
                        "127.0.0.1:1:2",
                        "xn--80ak6aa92e.com")) {
            for (String path :
                    List.of("/", "/history", "/api/v1/events", "/assets/x/style.css", "/ca")) {
                String answer = Raw.get(port, path, "Host: " + host, "Cookie: " + login.cookie());
                assertThat(Raw.status(answer)).as(host + path).isIn(400, 421);
                assertThat(answer.toLowerCase(Locale.ROOT)).as(host).doesNotContain("location:");
            }
        }
        String socket =
                Raw.get(
                        port,
                        "/api/v1/cameras/door/live",
                        "Host: evil.example",
                        "Origin: http://evil.example",
                        "Cookie: " + login.cookie(),
                        "Upgrade: websocket",
                        "Connection: Upgrade",
                        "Sec-WebSocket-Version: 13",
                        "Sec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==");
        assertThat(Raw.status(socket)).isEqualTo(421);
        for (String host :
                List.of(
                        "127.0.0.1",
                        "[::1]:8080",
                        "localhost",
                        "LOCALHOST.",
                        "pi-b",
                        "pi-b.local",
                        "pi-b.lan:8080",
                        "192.168.1.7")) {
            assertThat(Raw.status(Raw.get(port, "/", "Host: " + host))).as(host).isEqualTo(200);
        }
        assertThat(Raw.status(Raw.ask(port, "GET / HTTP/1.0\n\n"))).isIn(400, 421);
    }

    @Test
    void nobodyIsLedToAnotherSite() throws Exception {
        List<String> elsewhere =
                List.of(
                        "https://evil.example",
                        "//evil.example",
                        "/%5cevil.example",
                        "/\\evil.example",
                        "/history@evil.example",
                        "javascript:alert(1)",
                        "%0d%0aLocation:%20//evil.example",
                        "/history%0d%0aX-Injected:1",
                        "https:evil.example",
                        "/.evil.example",
                        "history");
        for (String there : elsewhere) {
            String answer = ask("GET", "/?next=" + there);
            assertThat(head(answer))
                    .as(there)
                    .contains("Location: /history\r\n")
                    .doesNotContain("X-Injected");
            for (String path : List.of("/language")) {
                String body = "language=es&back=" + there + "&csrf=" + login.csrf();
                String form =
                        Raw.exact(
                                fixture.site.port(),
                                "POST "
                                        + path
                                        + " HTTP/1.1\r\n"
                                        + "Host: 127.0.0.1\r\n"
                                        + "Connection: close\r\n"
                                        + "Cookie: "
                                        + login.cookie()
                                        + "\r\n"
                                        + "Content-Type: application/x-www-form-urlencoded\r\n"
                                        + "Content-Length: "
                                        + body.length()
                                        + "\r\n\r\n"
                                        + body);
                assertThat(head(form))
                        .as(there)
                        .contains("Location: /")
                        .doesNotContain("evil", "X-Injected", "Location: //");
            }
        }
    }

    @Test
    void noParameterGetsIntoTheHeadersOfAnAnswer() throws Exception {
        String evil = "x%0d%0aX-Injected:%201%0d%0a%0d%0a<script>";
        List<String> targets =
                List.of(
                        "/?next=" + evil,
                        "/history?camera=" + evil,
                        "/api/v1/events?camera=" + evil,
                        "/api/v1/events?before=" + evil + "&limit=" + evil,
                        "/api/v1/events/" + FakeCatalogue.id(1).text() + "/clip.mp4?name=" + evil);
        for (String target : targets) {
            assertThat(head(ask("GET", target)))
                    .as(target)
                    .doesNotContain("X-Injected")
                    .doesNotContain("<script>");
        }
        for (String header :
                List.of(
                        "Accept-Language: es\rX-Injected: 1",
                        "Accept-Language: es\nX-Injected: 1",
                        "Cookie: vigia_lang=es\r\n X-Injected: 1",
                        "If-None-Match: \"\0\"",
                        "Range: bytes=0-1\u0001")) {
            String answer =
                    ask(
                            "GET",
                            "/api/v1/events/" + FakeCatalogue.id(1).text() + "/clip.mp4",
                            header);
            assertThat(head(answer)).as(header).doesNotContain("\nX-Injected");
            assertThat(Raw.status(answer)).as(header).isNotEqualTo(500);
        }
        for (String target :
                List.of(
                        "/?next=%",
                        "/?next=%u00",
                        "/api/v1/events?camera=%zz",
                        "/api/v1/events?limit=%e0%80",
                        "/history?a=b%2")) {
            assertThat(Raw.status(ask("GET", target))).as(target).isIn(200, 303, 400);
        }
        // A language that is planted is no language.
        HttpResponse<String> page = fixture.get("/", null, "Cookie", "vigia_lang=../../etc/passwd");
        assertThat(page.body()).contains("<html lang=\"en\">");
    }
}
