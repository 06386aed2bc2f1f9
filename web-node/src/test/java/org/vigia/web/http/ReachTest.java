package org.vigia.web.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.vigia.shared.event.EventKind;
import org.vigia.shared.link.AlarmMode;
import org.vigia.shared.time.FakePace;
import org.vigia.web.account.ApiTokens;
import org.vigia.web.account.Right;
import org.vigia.web.account.Role;

/// Every route with accounts of every role, with accounts bound to a camera, with tokens: what they
/// may and what they may not.
@Timeout(120)
class ReachTest {
    private static final String PASSWORD = "correct horse battery";
    private static final String NOT_ENTITLED = "urn:vigia:problem:not-entitled";

    private final SiteFixture fixture;
    private final Map<Role, SiteFixture.Login> roles = new LinkedHashMap<>();

    ReachTest(@TempDir Path directory) throws Exception {
        fixture = new SiteFixture(directory, new FakePace());
        for (Role role : Role.values()) {
            roles.put(role, login(role.name().toLowerCase(Locale.ROOT), role, null));
        }
    }

    @BeforeEach
    void fill() {
        fixture.cameras.online("door", AlarmMode.DISARMED);
        fixture.cameras.online("yard", AlarmMode.DISARMED);
        event(1, "door");
        event(2, "yard");
    }

    private void event(int number, String camera) {
        fixture.events.announce(number, camera, EventKind.MOTION, 1_790_000_000_000L);
        fixture.events.addSnapshot(FakeCatalogue.id(number), new byte[] {1, 2, 3});
        fixture.events.complete(FakeCatalogue.id(number), new byte[] {4, 5, 6}, 3000);
    }

    @AfterEach
    void close() {
        fixture.close();
    }

    private SiteFixture.Login login(String name, Role role, @Nullable Set<String> cameras)
            throws Exception {
        fixture.accounts.open(name, role, cameras, PASSWORD);
        HttpResponse<String> answer = fixture.signIn(name, PASSWORD);
        return new SiteFixture.Login(
                SiteFixture.cookieOf(answer), SiteFixture.field(answer.body(), "csrf"));
    }

    private SiteFixture.Login as(Role role) {
        return Objects.requireNonNull(roles.get(role));
    }

    private String token(String user, Set<Right> rights) throws Exception {
        return switch (fixture.accounts.tokens().make(user, "script", rights, null)) {
            case ApiTokens.Made.Token(_, String token) -> token;
            case ApiTokens.Made.Refused(String reason) -> throw new AssertionError(reason);
        };
    }

    private static String concrete(String path, int event, String camera) {
        return path.replace(
                        "{id}", path.contains("/events/") ? FakeCatalogue.id(event).text() : camera)
                .replaceAll("\\{[a-z]+}", "nobody");
    }

    private HttpRequest.Builder empty(RouteTable.Entry route, String path) {
        return fixture.request(path)
                .method(route.method(), HttpRequest.BodyPublishers.ofString("{}"))
                .header("Content-Type", "application/json");
    }

    @Test
    void everyRouteAsksForItsRightAndForNoMore() throws Exception {
        for (RouteTable.Entry route : fixture.site.routes()) {
            Right right = route.right();
            if (right == null || route.method().equals("WS")) {
                continue;
            }
            for (Map.Entry<Role, SiteFixture.Login> who : roles.entrySet()) {
                String path = concrete(route.path(), 1, "door");
                HttpResponse<InputStream> answer =
                        fixture.client.send(
                                fixture.with(
                                                empty(route, path),
                                                who.getValue(),
                                                "X-CSRF-Token",
                                                who.getValue().csrf())
                                        .build(),
                                BodyHandlers.ofInputStream());
                // News and live pictures have no end.
                answer.body().close();
                String what = who.getKey() + " " + route;
                if (who.getKey().rights().contains(right)) {
                    assertThat(answer.statusCode()).as(what).isNotIn(401, 403);
                } else {
                    assertThat(answer.statusCode()).as(what).isEqualTo(403);
                }
            }
        }
    }

    @Test
    void everyChangeNeedsTheCrossSiteTokenAndThisSitesOrigin() throws Exception {
        SiteFixture.Login owner = as(Role.OWNER);
        int changes = 0;
        for (RouteTable.Entry route : fixture.site.routes()) {
            if (route.open() || Set.of("GET", "HEAD", "WS").contains(route.method())) {
                continue;
            }
            changes++;
            String path = concrete(route.path(), 1, "door");
            String[][] forged = {
                {"X-CSRF-Token", "wrong"},
                {"X-CSRF-Token", owner.csrf(), "Origin", "https://evil.example"},
                {"X-CSRF-Token", owner.csrf(), "Sec-Fetch-Site", "cross-site"},
                // A header for tokens does not make a browser's cookie one.
                {"Authorization", "Bearer " + owner.cookie().substring(6)},
            };
            for (String[] headers : forged) {
                HttpResponse<String> answer =
                        fixture.send(fixture.with(empty(route, path), owner, headers));
                assertThat(answer.statusCode()).as(route + " " + headers[0]).isIn(401, 403);
                assertThat(answer.body()).doesNotContain(NOT_ENTITLED);
            }
        }
        assertThat(changes).isGreaterThan(20);
        assertThat(fixture.cameras.commands()).isEmpty();
        assertThat(fixture.custody.done).isEmpty();
    }

    @Test
    void whatIsOutOfReachDoesNotExistOnAnyRoute() throws Exception {
        for (Role role : new Role[] {Role.GUARD, Role.VIEWER}) {
            SiteFixture.Login bound =
                    login("bound-" + role.name().toLowerCase(Locale.ROOT), role, Set.of("door"));
            for (RouteTable.Entry route : fixture.site.routes()) {
                Right right = route.right();
                if (right == null
                        || !role.rights().contains(right)
                        || !route.path().contains("{id}")
                        || route.method().equals("WS")) {
                    continue;
                }
                HttpResponse<String> foreign = sendAs(bound, route, 2, "yard");
                HttpResponse<String> unknown = sendAs(bound, route, 99, "nowhere");
                assertThat(foreign.statusCode())
                        .as(role + " " + route)
                        .isEqualTo(unknown.statusCode());
                assertThat(foreign.body()).as(role + " " + route).isEqualTo(unknown.body());
                assertThat(foreign.statusCode()).as(role + " " + route).isEqualTo(404);
            }
            assertThat(fixture.get("/api/v1/events", bound).body())
                    .contains(FakeCatalogue.id(1).text())
                    .doesNotContain(FakeCatalogue.id(2).text(), "yard");
            assertThat(fixture.get("/api/v1/events?camera=yard", bound).body())
                    .doesNotContain(FakeCatalogue.id(2).text());
            assertThat(fixture.get("/api/v1/cameras", bound).body())
                    .contains("\"door\"")
                    .doesNotContain("yard");
            assertThat(fixture.get("/api/v1/days?from=2026-09-01&to=2026-10-01", bound).body())
                    .contains("\"events\":1")
                    .doesNotContain("\"events\":2");
            assertThat(fixture.get("/api/v1/timeline?day=2026-09-21", bound).body())
                    .doesNotContain("yard");
        }
        assertThat(fixture.cameras.commands()).isEmpty();
        assertThat(fixture.custody.done).isEmpty();
    }

    private HttpResponse<String> sendAs(
            SiteFixture.Login who, RouteTable.Entry route, int event, String camera)
            throws Exception {
        String body =
                route.path().endsWith("/commands")
                        ? "{\"command\":\"arm\"}"
                        : route.path().endsWith("/note") ? "{\"text\":\"x\"}" : "{}";
        return fixture.client.send(
                fixture.with(
                                fixture.request(concrete(route.path(), event, camera)),
                                who,
                                "X-CSRF-Token",
                                who.csrf(),
                                "Content-Type",
                                "application/json")
                        .method(route.method(), HttpRequest.BodyPublishers.ofString(body))
                        .build(),
                BodyHandlers.ofString());
    }

    private BufferedReader news(SiteFixture.Login who) throws Exception {
        HttpResponse<InputStream> answer =
                fixture.client.send(
                        fixture.with(fixture.request("/api/v1/stream"), who).build(),
                        BodyHandlers.ofInputStream());
        return new BufferedReader(new InputStreamReader(answer.body(), StandardCharsets.UTF_8));
    }

    @Test
    void newsAreOfTheCamerasWithinReachAndEndWhenTheAccountIsChanged() throws Exception {
        SiteFixture.Login bound = login("bea", Role.VIEWER, Set.of("door"));
        SiteFixture.Login owner = as(Role.OWNER);
        try (BufferedReader news = news(bound)) {
            fixture.events.announce(4, "yard", EventKind.MOTION, 1_790_000_000_000L);
            fixture.cameras.online("yard", AlarmMode.ARMED);
            fixture.events.announce(5, "door", EventKind.MOTION, 1_790_000_000_000L);
            StringBuilder heard = new StringBuilder();
            while (heard.indexOf(FakeCatalogue.id(5).text()) < 0) {
                heard.append(news.readLine()).append('\n');
            }
            assertThat(heard.toString()).contains("\"door\"").doesNotContain("yard");
            assertThat(
                            post(
                                    owner,
                                    "/api/v1/accounts/bea",
                                    "{\"role\":\"viewer\",\"cameras\":null}"))
                    .isEqualTo(204);
            while (news.readLine() != null) {
                assertThat(fixture.get("/api/v1/events", bound).statusCode()).isEqualTo(401);
            }
        }
        assertThat(fixture.get("/api/v1/cameras", bound).statusCode()).isEqualTo(401);
    }

    private int post(SiteFixture.Login who, String path, String body) throws Exception {
        return fixture.send(
                        fixture.with(
                                        fixture.request(path),
                                        who,
                                        "X-CSRF-Token",
                                        who.csrf(),
                                        "Content-Type",
                                        "application/json")
                                .POST(HttpRequest.BodyPublishers.ofString(body)))
                .statusCode();
    }

    private HttpResponse<String> bearer(String token, HttpRequest.Builder request)
            throws Exception {
        return fixture.send(request.header("Authorization", "Bearer " + token));
    }

    @Test
    void aTokenMayWhatItSaysWithoutCookieOrCrossSiteTokenAndNothingOfItsAccountsOwn()
            throws Exception {
        String look = token("owner", Set.of(Right.LOOK));
        HttpResponse<String> cameras = bearer(look, fixture.request("/api/v1/cameras"));
        assertThat(cameras.statusCode()).isEqualTo(200);
        assertThat(cameras.headers().firstValue("Set-Cookie")).isEmpty();
        assertThat(bearer(look, command("arm")).statusCode()).isEqualTo(403);
        String control = token("owner", Set.of(Right.CONTROL));
        assertThat(bearer(control, command("arm")).statusCode()).isEqualTo(200);
        assertThat(bearer(control, fixture.request("/api/v1/cameras")).statusCode()).isEqualTo(403);
        String all = token("owner", Role.OWNER.rights());
        for (RouteTable.Entry route : fixture.site.routes()) {
            if (!route.open() && route.right() == null) {
                HttpResponse<String> answer =
                        bearer(all, empty(route, concrete(route.path(), 1, "door")));
                assertThat(answer.statusCode()).as(route.toString()).isEqualTo(403);
            }
        }
        // Neither may stand where the other belongs.
        SiteFixture.Login asCookie = new SiteFixture.Login("vigia=" + all, "");
        assertThat(fixture.get("/api/v1/cameras", asCookie).statusCode()).isEqualTo(401);
        assertThat(bearer("vgt_" + "A".repeat(43), command("arm")).statusCode()).isEqualTo(401);
        HttpRequest.Builder basic =
                fixture.with(fixture.request("/api/v1/cameras"), as(Role.OWNER))
                        .header("Authorization", "Basic b3duZXI6eA==");
        assertThat(fixture.send(basic).statusCode()).isEqualTo(401);
    }

    private HttpRequest.Builder command(String word) {
        return fixture.request("/api/v1/cameras/door/commands")
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString("{\"command\":\"%s\"}".formatted(word)));
    }

    @Test
    void aTokenIsLessWhenItsAccountIsAndEndsWithIt() throws Exception {
        String token = token("guard", Set.of(Right.LOOK, Right.CONTROL));
        assertThat(bearer(token, command("arm")).statusCode()).isEqualTo(200);
        fixture.accounts.change("guard", Role.VIEWER, Set.of("yard"));
        assertThat(bearer(token, command("arm")).statusCode()).isEqualTo(403);
        assertThat(bearer(token, fixture.request("/api/v1/cameras")).body())
                .contains("yard")
                .doesNotContain("door");
        fixture.accounts.close("guard");
        assertThat(bearer(token, fixture.request("/api/v1/cameras")).statusCode()).isEqualTo(401);
    }

    @Test
    void whatIsDoneStandsInTheLogAndOwnersAloneReadIt() throws Exception {
        SiteFixture.Login owner = as(Role.OWNER);
        SiteFixture.Login guard = as(Role.GUARD);
        fixture.command("door", "{\"command\":\"arm\"}", guard, "X-CSRF-Token", guard.csrf());
        fixture.bytes(
                fixture.with(
                        fixture.request("/api/v1/events/" + FakeCatalogue.id(1) + "/clip.mp4"),
                        guard));
        post(
                owner,
                "/api/v1/accounts",
                "{\"user\":\"eva\",\"role\":\"viewer\",\"cameras\":[\"door\"]}");
        fixture.signIn("owner", "not the password");
        String log = fixture.get("/api/v1/audit", owner).body();
        assertThat(log)
                .contains("\"action\":\"arm\",\"who\":\"guard\",\"from\":\"127.0.0.1\"")
                .contains("\"action\":\"film\",\"who\":\"guard\"")
                .contains("\"subject\":\"eva\",\"detail\":\"made: viewer door\"")
                .contains("\"action\":\"refused\",\"who\":\"owner\"")
                .doesNotContain("password\"", "not the password", "join#");
        assertThat(log.indexOf("refused")).isLessThan(log.indexOf("\"arm\""));
        HttpResponse<String> first = fixture.get("/api/v1/audit?limit=2", owner);
        String next = SiteFixture.field(first.body(), "next");
        assertThat(fixture.get("/api/v1/audit?limit=200&before=" + next, owner).body())
                .contains("\"next\":null")
                .doesNotContain("refused");
        assertThat(fixture.get("/api/v1/audit?before=x", owner).statusCode()).isEqualTo(400);
    }
}
