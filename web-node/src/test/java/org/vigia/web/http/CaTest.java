package org.vigia.web.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.vigia.shared.time.FakePace;
import org.vigia.telegram.pairing.QrPicture;
import org.vigia.web.tls.Fingerprint;
import org.vigia.web.tls.OpenSsl;
import org.w3c.dom.NodeList;

/// The page on which people learn to trust the node's own CA, over HTTP, and a browser that has.
class CaTest {
    @TempDir Path directory;
    private SecureSite site;

    @BeforeEach
    void open() throws Exception {
        site = new SecureSite(directory, new FakePace());
    }

    @AfterEach
    void close() {
        site.close();
    }

    private HttpResponse<byte[]> get(String path) throws Exception {
        return site.client.send(
                HttpRequest.newBuilder(URI.create(site.fixture.address() + path)).build(),
                HttpResponse.BodyHandlers.ofByteArray());
    }

    private byte[] authority() {
        return Fingerprint.encoded(site.certificates.authority().orElseThrow());
    }

    @Test
    void theCertificateIsTheCasAndItsFingerprintIsWhatOpensslSays() throws Exception {
        HttpResponse<byte[]> answer = get("/ca/vigia-ca.crt");
        assertThat(answer.headers().firstValue("Content-Type"))
                .contains("application/x-x509-ca-cert");
        assertThat(answer.headers().firstValue("Content-Disposition"))
                .contains("attachment; filename=\"vigia-ca.crt\"");
        assertThat(answer.body()).isEqualTo(authority());
        Path file = Files.write(directory.resolve("got.crt"), answer.body());
        String said =
                OpenSsl.run(
                        "x509",
                        "-inform",
                        "DER",
                        "-in",
                        file.toString(),
                        "-noout",
                        "-fingerprint",
                        "-sha256");
        String fingerprint = Fingerprint.of(site.certificates.authority().orElseThrow());
        assertThat(said).contains("Fingerprint=" + fingerprint);
        String page = new String(get("/ca").body(), java.nio.charset.StandardCharsets.UTF_8);
        assertThat(page)
                .contains(fingerprint.substring(0, 23), fingerprint.substring(24, 47))
                .contains(fingerprint.substring(48, 71), fingerprint.substring(72))
                .contains("href=\"https://pi-b.local:" + site.port() + "/\"");
    }

    @Test
    void theProfileForIphonesHoldsTheCertificate() throws Exception {
        HttpResponse<byte[]> answer = get("/ca/vigia-ca.mobileconfig");
        assertThat(answer.headers().firstValue("Content-Type"))
                .contains("application/x-apple-aspen-config; charset=utf-8");
        DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
        factory.setFeature("http://apache.org/xml/features/nonvalidating/load-external-dtd", false);
        var document = factory.newDocumentBuilder().parse(new ByteArrayInputStream(answer.body()));
        NodeList data = document.getElementsByTagName("data");
        assertThat(data.getLength()).isEqualTo(1);
        assertThat(Base64.getMimeDecoder().decode(data.item(0).getTextContent().strip()))
                .isEqualTo(authority());
        assertThat(document.getDocumentElement().getTextContent())
                .contains("com.apple.security.root", "Configuration");
        assertThat(get("/ca/vigia-ca.mobileconfig").body()).isEqualTo(answer.body());
    }

    @Test
    void theQrCodeLeadsAPhoneToThisPage() throws Exception {
        String address = "https://pi-b.local:" + site.port() + "/ca";
        HttpResponse<byte[]> answer = get("/ca/address.svg");
        assertThat(answer.headers().firstValue("Content-Type")).contains("image/svg+xml");
        assertThat(answer.body()).asString().isEqualTo(new QrPicture(address).svg());
        assertThat(get("/ca").body()).asString().contains("<code>" + address + "</code>");
    }

    @Test
    void theLanguageIsChosenThereOverHttp() throws Exception {
        String[] browser = SiteFixture.asAfter(site.fixture.get("/ca", null));
        String body = "language=ca&back=/ca&csrf=" + browser[3];
        HttpResponse<String> answer =
                site.client.send(
                        HttpRequest.newBuilder(URI.create(site.fixture.address() + "/language"))
                                .headers(browser)
                                .POST(HttpRequest.BodyPublishers.ofString(body))
                                .build(),
                        HttpResponse.BodyHandlers.ofString());
        assertThat(answer.statusCode()).isEqualTo(303);
        assertThat(answer.headers().firstValue("Location")).contains("/ca");
    }

    @Test
    void thePageFitsEveryScreenInEveryLanguage() throws Exception {
        try (TestBrowser browser = new TestBrowser()) {
            browser.page().navigate(site.fixture.address() + "/ca");
            for (String language : List.of("es", "ca", "en")) {
                browser.page().locator("[data-language=" + language + "]").click();
                browser.page().waitForSelector("html[lang=" + language + "]");
                for (int i = 0; i < 6; i++) {
                    browser.page().locator("summary").nth(i).click();
                    List<String> flaws =
                            i == 0 || i == 4 ? browser.flaws("ca-" + language + i) : List.of();
                    assertThat(flaws).isEmpty();
                }
            }
            assertThat(browser.complaints()).isEmpty();
        }
    }

    @Test
    void aBrowserThatTrustsTheCaSignsInOverHttps() throws Exception {
        Path home = Files.createDirectories(directory.resolve("home"));
        Path store = Files.createDirectories(home.resolve(".pki/nssdb"));
        certutil("-N", "-d", "sql:" + store, "--empty-password");
        certutil(
                "-A",
                "-d",
                "sql:" + store,
                "-t",
                "C,,",
                "-n",
                "Vigia",
                "-i",
                site.authorityFile().toString());
        try (TestBrowser browser = new TestBrowser(directory, home)) {
            browser.signIn(site.address(), SiteFixture.USER, SiteFixture.PASSWORD);
            assertThat(browser.page().evaluate("isSecureContext && location.protocol"))
                    .isEqualTo("https:");
            browser.page().waitForSelector("#link-state[data-state=up]");
            assertThat(browser.complaints()).isEmpty();
        }
    }

    private static void certutil(String... words) throws Exception {
        List<String> command = new java.util.ArrayList<>(List.of("certutil"));
        command.addAll(List.of(words));
        try (var process = new org.vigia.shared.process.ChildProcess("certutil", command)) {
            process.start();
            process.stdin().close();
            assertThat(process.await(java.time.Duration.ofSeconds(30)))
                    .as(process.lastError())
                    .hasValue(0);
        }
    }
}
