package org.vigia.web.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.vigia.shared.time.FakePace;

/// Whose word counts about where a request comes from.
class ForwardedTest {
    @TempDir Path directory;

    private SiteFixture behind(String... proxies) throws Exception {
        return new SiteFixture(
                directory,
                new FakePace(),
                new Doors(
                        null,
                        List.of(proxies).stream()
                                .map(text -> Network.parse(text).orElseThrow())
                                .toList(),
                        Set.of("home.example.org"),
                        Doors.PATIENCE));
    }

    private static HttpResponse<String> signIn(SiteFixture site, String password, String... headers)
            throws Exception {
        HttpRequest.Builder request =
                site.with(site.request("/api/v1/session"), null, headers)
                        .header("Content-Type", "application/json")
                        .POST(
                                HttpRequest.BodyPublishers.ofString(
                                        "{\"user\":\"%s\",\"password\":\"%s\"}"
                                                .formatted(SiteFixture.USER, password)));
        return site.send(request);
    }

    private static int guess(SiteFixture site, String forwardedFor) throws Exception {
        return signIn(site, "not it at all", "X-Forwarded-For", forwardedFor).statusCode();
    }

    @Test
    void aStrangerCannotGetMoreGuessesByNamingOtherAddresses() throws Exception {
        try (SiteFixture site = behind()) {
            for (int i = 1; i <= 3; i++) {
                assertThat(guess(site, "198.51.100." + i)).isEqualTo(401);
            }
            assertThat(guess(site, "198.51.100.4")).isEqualTo(429);
        }
    }

    @Test
    void behindAProxyEachAddressHasItsOwnGuesses() throws Exception {
        try (SiteFixture site = behind("127.0.0.0/8")) {
            for (int i = 1; i <= 3; i++) {
                // What a stranger wrote stands on the left, what the proxy saw on the right.
                assertThat(guess(site, "10.9.8." + i + ", 203.0.113.9")).isEqualTo(401);
            }
            assertThat(guess(site, "10.9.8.7, 203.0.113.9")).isEqualTo(429);
            assertThat(guess(site, "203.0.113.10")).isEqualTo(401);
        }
    }

    @Test
    void aChainOfProxiesIsFollowedUpToTheFirstThatIsNotTrusted() throws Exception {
        try (SiteFixture site = behind("127.0.0.1", "10.0.0.0/24", "fd00::/64")) {
            List<String> same =
                    List.of(
                            "203.0.113.9, 10.0.0.7",
                            "6.6.6.6, 203.0.113.9:4711, [fd00::1]:80, 10.0.0.200",
                            "nonsense, 203.0.113.9 ,10.0.0.7,10.0.0.8");
            for (String chain : same) {
                assertThat(guess(site, chain)).as(chain).isEqualTo(401);
            }
            assertThat(guess(site, "203.0.113.9")).isEqualTo(429);
            // Beyond what cannot be read nothing is believed: it counts for the last proxy.
            assertThat(guess(site, "203.0.113.9, unknown, 10.0.0.7")).isEqualTo(401);
        }
    }

    @Test
    void cookiesAreSecureWhereATrustedProxySaysHttpsAndNowhereElse() throws Exception {
        String[] told = {
            "X-Forwarded-Proto", "https",
            "X-Forwarded-Host", "home.example.org",
            "Origin", "https://home.example.org"
        };
        try (SiteFixture site = behind("127.0.0.1")) {
            List<String> browser = new ArrayList<>(List.of(told));
            Collections.addAll(browser, SiteFixture.asAfter(site.get("/", null, told)));
            HttpResponse<String> answer =
                    signIn(site, SiteFixture.PASSWORD, browser.toArray(String[]::new));
            assertThat(answer.statusCode()).isEqualTo(201);
            assertThat(answer.headers().firstValue("Set-Cookie").orElseThrow())
                    .startsWith("__Host-vigia=")
                    .contains("; Secure");
            // Nearer to us than the first proxy it went on in the clear.
            HttpResponse<String> plain =
                    signIn(site, SiteFixture.PASSWORD, "X-Forwarded-Proto", "https, http");
            assertThat(plain.headers().firstValue("Set-Cookie").orElseThrow())
                    .startsWith("vigia=")
                    .doesNotContain("Secure");
        }
        try (SiteFixture site = behind("192.0.2.1")) {
            assertThat(signIn(site, SiteFixture.PASSWORD, told).statusCode()).isEqualTo(403);
            HttpResponse<String> plain =
                    signIn(site, SiteFixture.PASSWORD, "X-Forwarded-Proto", "https");
            assertThat(plain.headers().firstValue("Set-Cookie").orElseThrow()).startsWith("vigia=");
        }
    }

    @Test
    void theHostThatAProxyTellsOfIsChecked() throws Exception {
        try (SiteFixture site = behind("127.0.0.1")) {
            assertThat(site.get("/", null, "X-Forwarded-Host", "home.example.org").statusCode())
                    .isEqualTo(200);
            assertThat(site.get("/", null, "X-Forwarded-Host", "evil.example").statusCode())
                    .isEqualTo(421);
            // What is no host at all does not count.
            assertThat(site.get("/", null, "X-Forwarded-Host", "a/b<script>").statusCode())
                    .isEqualTo(200);
        }
    }

    @Test
    void whoCameToTheProxyOverHttpsIsNotSentThere() throws Exception {
        Network loopback = Network.parse("127.0.0.1").orElseThrow();
        try (SecureSite site = new SecureSite(directory, new FakePace(), loopback)) {
            int port = site.fixture.site.port();
            assertThat(Raw.status(Raw.get(port, "/"))).isEqualTo(308);
            assertThat(Raw.status(Raw.get(port, "/", "X-Forwarded-Proto: https"))).isEqualTo(200);
        }
        try (SecureSite site = new SecureSite(directory, new FakePace())) {
            int port = site.fixture.site.port();
            assertThat(Raw.status(Raw.get(port, "/", "X-Forwarded-Proto: https"))).isEqualTo(308);
        }
    }

    @Test
    void rangesOfAddressesAreCutAtTheBit() throws Exception {
        Network range = Network.parse("10.20.0.0/15").orElseThrow();
        assertThat(range.contains(InetAddress.ofLiteral("10.21.255.255"))).isTrue();
        assertThat(range.contains(InetAddress.ofLiteral("10.22.0.0"))).isFalse();
        assertThat(range.contains(InetAddress.ofLiteral("::1"))).isFalse();
        for (String wrong :
                List.of(
                        "",
                        "10.0.0.0/33",
                        "10.0.0.0/",
                        "proxy",
                        "10.0.0",
                        "1.2.3.4/a",
                        "::1/129")) {
            assertThat(Network.parse(wrong)).as(wrong).isEmpty();
        }
    }
}
