package org.vigia.web.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.vigia.shared.config.HostPort;
import org.vigia.shared.process.ChildProcess;
import org.vigia.shared.time.FakePace;
import org.vigia.shared.time.Pace;
import org.vigia.web.tls.Certificates;
import org.vigia.web.tls.NodeNames;
import org.vigia.web.tls.OpenSsl;
import org.vigia.web.tls.TlsSettings;

/// The door for HTTPS, as openssl, curl and a client that trusts the CA find it.
class HttpsTest {
    @TempDir Path directory;

    /// Sleeps until the test lets it go on.
    private static final class Rounds implements Pace {
        final Semaphore begun = new Semaphore(0);
        final Semaphore round = new Semaphore(0);

        @Override
        public long nanos() {
            return 0;
        }

        @Override
        public void sleep(Duration duration) throws InterruptedException {
            begun.release();
            round.acquire();
        }
    }

    private HttpResponse<String> get(SecureSite site, String path, String... headers)
            throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(site.address() + path));
        return site.client.send(
                site.fixture.with(request, null, headers).build(),
                HttpResponse.BodyHandlers.ofString());
    }

    private static HttpRequest.Builder signIn(SecureSite site) {
        return HttpRequest.newBuilder(URI.create(site.address() + "/api/v1/session"))
                .header("Content-Type", "application/json")
                .POST(
                        HttpRequest.BodyPublishers.ofString(
                                "{\"user\":\"%s\",\"password\":\"%s\"}"
                                        .formatted(SiteFixture.USER, SiteFixture.PASSWORD)));
    }

    @Test
    void whoTrustsTheCaComesInAndGetsACookieForThisHostAlone() throws Exception {
        try (SecureSite site = new SecureSite(directory, new FakePace())) {
            HttpResponse<String> answer =
                    site.client.send(
                            signIn(site)
                                    .header("Origin", site.address())
                                    .headers(SiteFixture.asAfter(get(site, "/")))
                                    .build(),
                            HttpResponse.BodyHandlers.ofString());
            assertThat(answer.statusCode()).isEqualTo(201);
            assertThat(answer.headers().firstValue("Set-Cookie").orElseThrow())
                    .startsWith("__Host-vigia=")
                    .contains("; Path=/", "; Secure", "; HttpOnly", "; SameSite=Strict")
                    .doesNotContain("Domain");
            String cookie = SiteFixture.cookieOf(answer);
            assertThat(get(site, "/api/v1/cameras", "Cookie", cookie).statusCode()).isEqualTo(200);
            // Under the name that HTTP could have planted it, it is worth nothing.
            String planted = cookie.replace("__Host-", "");
            assertThat(get(site, "/api/v1/cameras", "Cookie", planted).statusCode()).isEqualTo(401);
            assertThat(answer.headers().firstValue("Strict-Transport-Security")).isEmpty();
        }
    }

    @Test
    void theTokenOfFormsHasACookieForThisHostAloneToo() throws Exception {
        try (SecureSite site = new SecureSite(directory, new FakePace())) {
            HttpResponse<String> page = get(site, "/");
            assertThat(page.headers().firstValue("Set-Cookie").orElseThrow())
                    .startsWith("__Host-vigia-form=")
                    .contains("; Path=/", "; Secure", "; HttpOnly", "; SameSite=Strict")
                    .doesNotContain("Domain");
            // Under the name that HTTP could have planted it, it is worth nothing.
            String[] planted = SiteFixture.asAfter(page);
            planted[1] = planted[1].replace("__Host-", "");
            HttpResponse<String> answer =
                    site.client.send(
                            signIn(site).headers(planted).build(),
                            HttpResponse.BodyHandlers.ofString());
            assertThat(answer.statusCode()).isEqualTo(403);
        }
    }

    @Test
    void aPageOfTheSameHostOverHttpIsAnotherOrigin() throws Exception {
        try (SecureSite site = new SecureSite(directory, new FakePace())) {
            String http = site.address().replace("https://", "http://");
            HttpResponse<String> answer =
                    site.client.send(
                            signIn(site).header("Origin", http).build(),
                            HttpResponse.BodyHandlers.ofString());
            assertThat(answer.statusCode()).isEqualTo(403);
        }
    }

    @Test
    void httpSendsReadersOnAndRefusesEverythingElse() throws Exception {
        try (SecureSite site = new SecureSite(directory, new FakePace())) {
            int port = site.fixture.site.port();
            for (String method : List.of("GET", "HEAD")) {
                String answer =
                        Raw.ask(
                                port,
                                method
                                        + " /history?camera=a%20b HTTP/1.1\nHost: pi-b.local:99\n"
                                        + "Connection: close\n\n");
                assertThat(Raw.status(answer)).isEqualTo(308);
                assertThat(answer)
                        .contains(
                                "Location: https://pi-b.local:"
                                        + site.port()
                                        + "/history?camera=a%20b\r\n");
            }
            for (String method : List.of("POST", "DELETE", "PUT", "PATCH")) {
                String answer =
                        Raw.ask(
                                port,
                                method
                                        + " /api/v1/session HTTP/1.1\nHost: localhost\n"
                                        + "Content-Length: 0\nConnection: close\n\n");
                assertThat(Raw.status(answer)).as(method).isEqualTo(403);
                assertThat(answer).contains("urn:vigia:problem:https-only", "https://");
            }
            assertThat(Raw.get(port, "/healthz")).contains("{\"status\":\"ok\"}");
            assertThat(Raw.status(Raw.get(port, "/ca"))).isEqualTo(200);
            // No detour through what is open.
            for (String detour :
                    List.of("/ca/../history", "/ca/..;/history", "/assets/%2e%2e/history")) {
                assertThat(Raw.status(Raw.get(port, detour))).as(detour).isIn(400, 404);
            }
            String socket =
                    Raw.get(
                            port,
                            "/api/v1/cameras/door/live",
                            "Upgrade: websocket",
                            "Connection: Upgrade",
                            "Sec-WebSocket-Version: 13",
                            "Sec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==");
            assertThat(Raw.status(socket)).isEqualTo(403);
        }
    }

    @Test
    void oldProtocolsAndSuitesWithoutForwardSecrecyAreRefused() throws Exception {
        try (SecureSite site = new SecureSite(directory, new FakePace())) {
            Path ca = site.authorityFile();
            OpenSsl.run(
                    "x509", "-in", ca.toString(), "-out", directory.resolve("ca.pem").toString());
            assertThat(handshake(site, "-tls1_3"))
                    .contains("New, TLSv1.3, Cipher is TLS_")
                    .contains("Verify return code: 0 (ok)");
            assertThat(handshake(site, "-tls1_2")).contains("New, TLSv1.2, Cipher is ECDHE-ECDSA-");
            assertThat(handshake(site, "-tls1_1", "-cipher", "ALL:@SECLEVEL=0"))
                    .contains("New, (NONE), Cipher is (NONE)");
            assertThat(handshake(site, "-tls1", "-cipher", "ALL:@SECLEVEL=0"))
                    .contains("New, (NONE), Cipher is (NONE)");
            for (String weak :
                    List.of(
                            "ECDHE-ECDSA-AES128-SHA",
                            "ECDHE-ECDSA-AES128-SHA256",
                            "AES128-GCM-SHA256",
                            "ECDHE-ECDSA-AES256-CCM8",
                            "DHE-RSA-AES128-GCM-SHA256")) {
                assertThat(handshake(site, "-tls1_2", "-cipher", weak + ":@SECLEVEL=0"))
                        .as(weak)
                        .contains("New, (NONE), Cipher is (NONE)");
            }
        }
    }

    private String handshake(SecureSite site, String... more) throws Exception {
        List<String> words =
                new ArrayList<>(
                        List.of(
                                "s_client",
                                "-connect",
                                "127.0.0.1:" + site.port(),
                                "-CAfile",
                                directory.resolve("ca.pem").toString(),
                                "-verify_hostname",
                                "localhost"));
        words.addAll(List.of(more));
        return OpenSsl.run(words.toArray(String[]::new));
    }

    @Test
    void curlWithTheCaFindsTheSiteUnderNameAndAddressAndWithoutItRefuses() throws Exception {
        try (SecureSite site = new SecureSite(directory, new FakePace())) {
            OpenSsl.run(
                    "x509",
                    "-in",
                    site.authorityFile().toString(),
                    "-out",
                    directory.resolve("ca.pem").toString());
            String ca = directory.resolve("ca.pem").toString();
            for (String host :
                    List.of("localhost", "127.0.0.1", "pi-b.local", "pi-b", "pi-b.lan")) {
                assertThat(
                                curl(
                                        "--cacert",
                                        ca,
                                        "--resolve",
                                        host + ":" + site.port() + ":127.0.0.1",
                                        "https://" + host + ":" + site.port() + "/healthz"))
                        .isEqualTo("0 {\"status\":\"ok\"}");
            }
            assertThat(curl("https://localhost:" + site.port() + "/healthz")).startsWith("60 ");
            assertThat(
                            curl(
                                    "--cacert",
                                    ca,
                                    "--resolve",
                                    "other.local:" + site.port() + ":127.0.0.1",
                                    "https://other.local:" + site.port() + "/healthz"))
                    .startsWith("60 ");
        }
    }

    private static String curl(String... words) throws Exception {
        List<String> command =
                new ArrayList<>(List.of("curl", "--silent", "--max-time", "10", "--noproxy", "*"));
        command.addAll(List.of(words));
        try (ChildProcess process = new ChildProcess("curl", command)) {
            process.start();
            String said = new String(process.stdout().readAllBytes(), StandardCharsets.UTF_8);
            return process.await(Duration.ofSeconds(20)).orElseThrow() + " " + said;
        }
    }

    @Test
    void aNewAddressIsInTheCertificateWithoutARestart() throws Exception {
        Rounds rounds = new Rounds();
        AtomicReference<NodeNames> names = new AtomicReference<>(SecureSite.NAMES);
        Certificates local =
                Certificates.local(directory.resolve("tls"), names::get, Clock.systemUTC(), rounds);
        try (SecureSite site = new SecureSite(directory, new FakePace(), local)) {
            local.start();
            OpenSsl.run(
                    "x509",
                    "-in",
                    site.authorityFile().toString(),
                    "-out",
                    directory.resolve("ca.pem").toString());
            assertThat(get(site, "/healthz").statusCode()).isEqualTo(200);
            assertThat(shown(site)).doesNotContain("192.168.7.7");
            names.set(
                    new NodeNames(
                            "pi-b",
                            List.of(
                                    InetAddress.getLoopbackAddress(),
                                    InetAddress.ofLiteral("192.168.7.7"))));
            rounds.begun.acquire();
            rounds.round.release();
            rounds.begun.acquire();
            assertThat(shown(site)).contains("192.168.7.7");
            // The client's connection is still the old one.
            assertThat(get(site, "/healthz").statusCode()).isEqualTo(200);
        }
    }

    private String shown(SecureSite site) throws Exception {
        String said = handshake(site);
        Path leaf =
                Files.writeString(
                        directory.resolve("leaf.pem"),
                        said.substring(
                                said.indexOf("-----BEGIN"),
                                said.indexOf("-----END CERTIFICATE-----") + 25));
        return OpenSsl.run("x509", "-in", leaf.toString(), "-noout", "-text");
    }

    @Test
    void withTheOwnersCertificateBrowsersAreToldToStayAndThereIsNoCaToTrust() throws Exception {
        Path certificate = directory.resolve("site.crt");
        Path key = directory.resolve("site.key");
        OpenSsl.selfSigned(certificate, key, "localhost");
        Certificates files =
                Certificates.files(
                        new TlsSettings.Files(new HostPort("127.0.0.1", 0), certificate, key),
                        Clock.systemUTC(),
                        new FakePace());
        try (SecureSite site = new SecureSite(directory, new FakePace(), files)) {
            assertThat(get(site, "/").headers().firstValue("Strict-Transport-Security"))
                    .contains("max-age=31536000");
            assertThat(Raw.get(site.fixture.site.port(), "/ca"))
                    .doesNotContain("Strict-Transport-Security");
            for (String path :
                    List.of(
                            "/ca",
                            "/ca/vigia-ca.crt",
                            "/ca/vigia-ca.mobileconfig",
                            "/ca/address.svg")) {
                assertThat(get(site, path).statusCode()).as(path).isEqualTo(404);
            }
        }
    }
}
