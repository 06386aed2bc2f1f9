package org.vigia.web.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.vigia.shared.event.EventKind;
import org.vigia.shared.link.AlarmMode;
import org.vigia.shared.link.AlertTrouble;
import org.vigia.shared.time.FakePace;

/// Who gets in, and how, at the real server.
class SiteTest {
    private final FakePace pace = new FakePace();
    private final SiteFixture fixture;

    SiteTest(@TempDir Path directory) throws Exception {
        fixture = new SiteFixture(directory, pace);
    }

    @BeforeEach
    void fill() {
        fixture.cameras.online("door", AlarmMode.DISARMED);
        fixture.events.announce(1, "door", EventKind.MOTION, 1_790_000_000_000L);
        fixture.events.addSnapshot(FakeCatalogue.id(1), new byte[] {1, 2, 3});
        fixture.events.complete(FakeCatalogue.id(1), new byte[] {4, 5, 6}, 3000);
    }

    @AfterEach
    void close() {
        fixture.close();
    }

    private static String concrete(String path) {
        String id = path.contains("/events/") ? FakeCatalogue.id(1).text() : "door";
        return path.replace("{id}", id).replaceAll("\\{[a-z]+}", "x");
    }

    @Test
    void everyRouteButLoginStaticFilesAndHealthNeedsASession() throws Exception {
        Set<String> open =
                fixture.site.routes().stream()
                        .filter(RouteTable.Entry::open)
                        .map(RouteTable.Entry::path)
                        .collect(Collectors.toCollection(TreeSet::new));
        assertThat(open)
                .containsExactlyInAnyOrder(
                        "/",
                        "/healthz",
                        "/assets/{version}/{file}",
                        "/language",
                        "/logout",
                        "/ca",
                        "/ca/vigia-ca.crt",
                        "/ca/vigia-ca.mobileconfig",
                        "/ca/address.svg",
                        "/api/v1/session",
                        "/setup",
                        "/join",
                        "/api/v1/setup",
                        "/api/v1/join");
        for (RouteTable.Entry route : fixture.site.routes()) {
            if (route.open() || route.method().equals("WS")) {
                continue;
            }
            HttpResponse<String> answer =
                    fixture.send(
                            fixture.request(concrete(route.path()))
                                    .method(route.method(), HttpRequest.BodyPublishers.noBody())
                                    .header("Cookie", "vigia=" + "A".repeat(43)));
            if (route.path().startsWith("/api/") || route.path().equals("/metrics")) {
                assertThat(answer.statusCode()).as(route.toString()).isEqualTo(401);
            } else {
                assertThat(answer.statusCode()).as(route.toString()).isEqualTo(303);
                assertThat(answer.headers().firstValue("Location").orElse(""))
                        .endsWith("/?next=" + route.path());
            }
        }
    }

    @Test
    void theApisDescriptionAndItsRoutesAreTheSame() {
        Set<String> described = new TreeSet<>(ApiDescription.INSTANCE.paths());
        Set<String> registered = new TreeSet<>();
        for (RouteTable.Entry route : fixture.site.routes()) {
            if (route.path().startsWith("/api/")
                    || Set.of("/healthz", "/metrics").contains(route.path())) {
                registered.add(route.path());
                assertThat(ApiDescription.INSTANCE.openness(route.method(), route.path()))
                        .as(route.toString())
                        .contains(route.open());
            }
        }
        assertThat(described).isEqualTo(registered);
    }

    @Test
    void aScriptSignsInAsABrowserDoesAndCommandsWithItsToken() throws Exception {
        SiteFixture.Login login = fixture.login();
        assertThat(login.cookie()).matches("vigia=[A-Za-z0-9_-]{43}");
        HttpResponse<String> answer =
                fixture.command(
                        "door", "{\"command\":\"arm\"}", login, "X-CSRF-Token", login.csrf());
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).contains("\"alarm\":\"armed\"");
        assertThat(fixture.get("/api/v1/session", login).body()).contains(login.csrf());
    }

    @Test
    void theCookieCannotBeReadByScriptsNorSentByOtherSites() throws Exception {
        String cookie =
                fixture.signIn(SiteFixture.USER, SiteFixture.PASSWORD)
                        .headers()
                        .firstValue("Set-Cookie")
                        .orElseThrow();
        assertThat(cookie).contains("; Path=/", "; HttpOnly", "; SameSite=Strict");
        assertThat(cookie).doesNotContain("Domain", "Secure");
    }

    @Test
    void changesWithoutTokenOrFromOtherSitesAreRefused() throws Exception {
        SiteFixture.Login login = fixture.login();
        String arm = "{\"command\":\"arm\"}";
        String[][] forged = {
            {},
            {"X-CSRF-Token", "wrong"},
            {"X-CSRF-Token", login.csrf(), "Origin", "https://evil.example"},
            {"X-CSRF-Token", login.csrf(), "Origin", "null"},
            {"X-CSRF-Token", login.csrf(), "Sec-Fetch-Site", "cross-site"},
            {"X-CSRF-Token", login.csrf(), "Sec-Fetch-Site", "same-site"},
        };
        for (String[] headers : forged) {
            assertThat(fixture.command("door", arm, login, headers).statusCode())
                    .as(List.of(headers).toString())
                    .isEqualTo(403);
        }
        assertThat(fixture.cameras.commands()).isEmpty();
        HttpRequest.Builder form =
                fixture.with(fixture.request("/logout"), login)
                        .POST(HttpRequest.BodyPublishers.ofString("csrf=wrong"));
        assertThat(fixture.send(form).statusCode()).isEqualTo(403);
        assertThat(
                        fixture.send(
                                        fixture.with(fixture.request("/api/v1/session"), login)
                                                .DELETE())
                                .statusCode())
                .isEqualTo(403);
        assertThat(fixture.get("/api/v1/session", login).statusCode()).isEqualTo(200);
    }

    @Test
    void signingInFromAnotherSiteOrWithAFormIsRefused() throws Exception {
        String body =
                "{\"user\":\"%s\",\"password\":\"%s\"}"
                        .formatted(SiteFixture.USER, SiteFixture.PASSWORD);
        HttpRequest.Builder foreign =
                fixture.request("/api/v1/session")
                        .header("Content-Type", "application/json")
                        .header("Origin", "https://evil.example")
                        .POST(HttpRequest.BodyPublishers.ofString(body));
        assertThat(fixture.send(foreign).statusCode()).isEqualTo(403);
        HttpRequest.Builder form =
                fixture.request("/api/v1/session")
                        .header("Content-Type", "text/plain")
                        .POST(HttpRequest.BodyPublishers.ofString(body));
        assertThat(fixture.send(form).statusCode()).isEqualTo(415);
    }

    @Test
    void aSessionThatWasThereBeforeSigningInIsWorthNothingAfterwards() throws Exception {
        SiteFixture.Login first = fixture.login();
        HttpRequest.Builder again =
                fixture.with(fixture.request("/api/v1/session"), first)
                        .header("Content-Type", "application/json")
                        .POST(
                                HttpRequest.BodyPublishers.ofString(
                                        "{\"user\":\"%s\",\"password\":\"%s\"}"
                                                .formatted(
                                                        SiteFixture.USER, SiteFixture.PASSWORD)));
        HttpResponse<String> answer = fixture.send(again);
        assertThat(SiteFixture.cookieOf(answer)).isNotEqualTo(first.cookie());
        assertThat(fixture.get("/api/v1/session", first).statusCode()).isEqualTo(401);
        // A token that the server never gave is not adopted either.
        SiteFixture.Login planted = new SiteFixture.Login("vigia=planted", "");
        assertThat(fixture.get("/api/v1/session", planted).statusCode()).isEqualTo(401);
    }

    @Test
    void sessionsEndByLogOutByIdlenessAndByAge() throws Exception {
        SiteFixture.Login login = fixture.login();
        HttpRequest.Builder form =
                fixture.with(fixture.request("/logout"), login)
                        .POST(HttpRequest.BodyPublishers.ofString("csrf=" + login.csrf()));
        assertThat(fixture.send(form).statusCode()).isEqualTo(303);
        assertThat(fixture.get("/api/v1/cameras", login).statusCode()).isEqualTo(401);

        SiteFixture.Login idle = fixture.login();
        pace.advance(Duration.ofMinutes(61));
        assertThat(fixture.get("/api/v1/cameras", idle).statusCode()).isEqualTo(401);

        SiteFixture.Login busy = fixture.login();
        for (int i = 0; i < 16; i++) {
            assertThat(fixture.get("/api/v1/cameras", busy).statusCode()).isEqualTo(200);
            pace.advance(Duration.ofMinutes(30));
        }
        pace.advance(Duration.ofMinutes(1));
        assertThat(fixture.get("/api/v1/cameras", busy).statusCode()).isEqualTo(401);
    }

    @Test
    void guessingIsSlowedDown() throws Exception {
        for (int i = 0; i < 3; i++) {
            assertThat(fixture.signIn("ana", "wrong password").statusCode()).isEqualTo(401);
        }
        assertThat(fixture.signIn("ana", "wrong password").statusCode()).isEqualTo(429);
        HttpResponse<String> even = fixture.signIn(SiteFixture.USER, SiteFixture.PASSWORD);
        assertThat(even.statusCode()).isEqualTo(429);
        assertThat(even.headers().firstValue("Retry-After")).contains("1");
        pace.advance(Duration.ofSeconds(2));
        assertThat(fixture.signIn(SiteFixture.USER, SiteFixture.PASSWORD).statusCode())
                .isEqualTo(201);
    }

    @Test
    void bodiesAreBoundedWithAndWithoutAnnouncedLength() throws Exception {
        String large = "{\"user\":\"" + "a".repeat(20_000) + "\",\"password\":\"x\"}";
        for (HttpRequest.BodyPublisher body :
                List.of(
                        HttpRequest.BodyPublishers.ofString(large),
                        HttpRequest.BodyPublishers.ofInputStream(() ->
                                new ByteArrayInputStream(
                                        large.getBytes(StandardCharsets.UTF_8))))) {
            HttpRequest.Builder request =
                    fixture.request("/api/v1/session")
                            .header("Content-Type", "application/json")
                            .POST(body);
            assertThat(fixture.send(request).statusCode()).isEqualTo(413);
        }
    }

    @Test
    void pagesCarryStrictHeadersAndNoInlineScriptOrStyle() throws Exception {
        SiteFixture.Login login = fixture.login();
        for (String path : List.of("/history", "/live", "/account")) {
            HttpResponse<String> page = fixture.get(path, login, "Accept-Language", "ca");
            assertThat(page.statusCode()).isEqualTo(200);
            assertThat(page.headers().firstValue("Content-Security-Policy").orElse(""))
                    .contains("default-src 'none'", "frame-ancestors 'none'")
                    .doesNotContain("unsafe");
            assertThat(page.headers().firstValue("Cache-Control")).contains("no-store");
            assertThat(page.headers().firstValue("X-Content-Type-Options")).contains("nosniff");
            assertThat(page.headers().firstValue("Referrer-Policy")).contains("no-referrer");
            assertThat(page.headers().firstValue("Server")).isEmpty();
            assertThat(page.headers().firstValue("Content-Language")).contains("ca");
            assertThat(page.body()).doesNotContain("<style", "style=\"", "onclick", "<script>");
        }
    }

    @Test
    void theSitesOwnTroubleWithAlertsStandsOnEveryPageForWhoIsSignedIn() throws Exception {
        SiteFixture.Login login = fixture.login();
        assertThat(fixture.get("/live", login).body()).doesNotContain("alert-trouble");
        for (AlertTrouble trouble : AlertTrouble.values()) {
            fixture.alerts.set(Optional.of(trouble));
            for (String path : List.of("/history", "/live", "/account")) {
                assertThat(fixture.get(path, login, "Accept-Language", "ca").body())
                        .contains("<p id=\"alert-trouble\" class=\"notice\">")
                        .containsPattern("(avisos|Avisos) de la Pi #B");
            }
        }
        assertThat(fixture.send(fixture.request("/")).body()).doesNotContain("alert-trouble");
    }

    @Test
    void theWayBackLeadsNowhereElse() throws Exception {
        for (String next : List.of("//evil.example", "https://evil.example", "/live%0d%0aX:1")) {
            HttpResponse<String> page = fixture.get("/?next=" + next, null);
            assertThat(page.body()).contains("data-next=\"/history\"");
        }
        assertThat(fixture.get("/?next=/live", null).body()).contains("data-next=\"/live\"");
    }

    @Test
    void aLinkToAPageInSomeStateOutlastsTheSignInAndNoOtherLinkDoes() throws Exception {
        String state = "/history?day=2026-11-20&camera=door&from=2026-11-20T08%3A00";
        String encoded = URLEncoder.encode(state, StandardCharsets.UTF_8).replace("%2F", "/");
        HttpResponse<String> refused = fixture.get(state, null);
        assertThat(refused.headers().firstValue("Location").orElseThrow())
                .endsWith("/?next=" + encoded);
        String kept = "data-next=\"" + state.replace("&", "&amp;") + "\"";
        assertThat(fixture.get("/?next=" + encoded, null).body()).contains(kept);
        HttpResponse<String> signedIn = fixture.get("/?next=" + encoded, fixture.login());
        assertThat(signedIn.headers().firstValue("Location").orElseThrow()).endsWith(state);
        for (String other :
                List.of(
                        "/history//evil.example",
                        "/history@evil.example",
                        "/history?x=\\\\evil.example",
                        "/history?x=//evil.example",
                        "/history?x=\r\nSet-Cookie: a=b",
                        "/history?x=<script>",
                        "/history#x",
                        "/history?" + "x".repeat(2000),
                        "/api/v1/events?limit=1",
                        "javascript:alert(1)")) {
            String path = "/?next=" + URLEncoder.encode(other, StandardCharsets.UTF_8);
            assertThat(fixture.get(path, null).body()).as(other).contains("data-next=\"/history\"");
        }
    }

    @Test
    void addressesThatAreNoneGetAPageOrAProblem() throws Exception {
        SiteFixture.Login login = fixture.login();
        HttpResponse<String> page = fixture.get("/nowhere", login, "Accept-Language", "es");
        assertThat(page.statusCode()).isEqualTo(404);
        assertThat(page.body()).contains("Aquí no hay nada.");
        HttpResponse<String> data = fixture.get("/api/v1/nowhere", login);
        assertThat(data.statusCode()).isEqualTo(404);
        ApiDescription.INSTANCE.checkSchema("Problem", data.body());
        HttpResponse<String> method =
                fixture.send(
                        fixture.with(fixture.request("/api/v1/events"), login)
                                .PUT(HttpRequest.BodyPublishers.noBody()));
        assertThat(method.statusCode()).isEqualTo(405);
    }

    @Test
    void healthIsOpen() throws Exception {
        assertThat(fixture.get("/healthz", null).body()).isEqualTo("{\"status\":\"ok\"}");
    }
}
