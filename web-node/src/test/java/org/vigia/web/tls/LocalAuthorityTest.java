package org.vigia.web.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.KeyPairGenerator;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The CA and its leaf, as openssl sees them, under clocks that are right and wrong.
class LocalAuthorityTest {
    private static final String TODAY = "2026-11-21T20:00:00Z";

    @TempDir Path folder;
    private final SettableClock clock = new SettableClock(TODAY);
    private final List<InetAddress> addresses = new ArrayList<>();
    private String host = "pi-b";

    private LocalAuthority open() throws Exception {
        if (addresses.isEmpty()) {
            addresses.add(InetAddress.ofLiteral("127.0.0.1"));
            addresses.add(InetAddress.ofLiteral("192.168.1.40"));
            addresses.add(InetAddress.ofLiteral("fd00::40"));
        }
        return LocalAuthority.open(folder, () -> new NodeNames(host, addresses), clock);
    }

    private static Path pem(Path file, X509Certificate certificate) throws Exception {
        return Files.writeString(file, Pem.text(Pem.CERTIFICATE, certificate.getEncoded()));
    }

    private String verify(X509Certificate leaf, X509Certificate ca, Instant at, String... more)
            throws Exception {
        Path caFile = pem(folder.resolve("ca.tmp"), ca);
        Path leafFile = pem(folder.resolve("leaf.tmp"), leaf);
        List<String> words = new ArrayList<>(List.of("verify", "-x509_strict", "-purpose"));
        words.addAll(List.of("sslserver", "-attime", Long.toString(at.getEpochSecond())));
        words.addAll(List.of(more));
        words.addAll(List.of("-CAfile", caFile.toString(), leafFile.toString()));
        return OpenSsl.run(words.toArray(String[]::new));
    }

    @Test
    void opensslFindsTheChainGoodUnderEveryNameAndAddress() throws Exception {
        LocalAuthority local = open();
        X509Certificate leaf = local.current().certificate();
        X509Certificate ca = local.authority().orElseThrow();
        for (String name :
                List.of(
                        "pi-b.local",
                        "pi-b",
                        "pi-b.lan",
                        "pi-b.home",
                        "pi-b.home.arpa",
                        "pi-b.internal",
                        "pi-b.localdomain",
                        "localhost")) {
            assertThat(verify(leaf, ca, clock.instant(), "-verify_hostname", name))
                    .as(name)
                    .startsWith("0\n");
        }
        for (String address : List.of("127.0.0.1", "192.168.1.40", "fd00::40")) {
            assertThat(verify(leaf, ca, clock.instant(), "-verify_ip", address))
                    .as(address)
                    .startsWith("0\n");
        }
        for (String other : List.of("pi-c.local", "pi-c.lan")) {
            assertThat(verify(leaf, ca, clock.instant(), "-verify_hostname", other))
                    .startsWith("2\n");
        }
    }

    @Test
    void opensslReadsWhatTheCertificatesAreFor() throws Exception {
        LocalAuthority local = open();
        Path ca = pem(folder.resolve("ca.tmp"), local.authority().orElseThrow());
        assertThat(OpenSsl.run("x509", "-in", ca.toString(), "-noout", "-text"))
                .contains("CA:TRUE, pathlen:0")
                .contains("X509v3 Key Usage: critical\n                Certificate Sign")
                .contains("X509v3 Name Constraints: critical")
                .contains("DNS:local", "DNS:pi-b", "DNS:localhost", "IP:192.168.0.0/255.255.0.0")
                .contains("NIST CURVE: P-256")
                .contains("Not Before: Jan  1 00:00:00 2026 GMT");
        Path leaf = pem(folder.resolve("leaf.tmp"), local.current().certificate());
        assertThat(OpenSsl.run("x509", "-in", leaf.toString(), "-noout", "-text"))
                .contains("CA:FALSE", "TLS Web Server Authentication", "Digital Signature")
                .contains("DNS:pi-b.local, DNS:pi-b, DNS:pi-b.lan", "DNS:localhost")
                .contains("IP Address:192.168.1.40");
    }

    @Test
    void theCaCannotSpeakForOtherNamesNorMakeOtherCas() throws Exception {
        open();
        TlsIdentity ca =
                Objects.requireNonNull(PemPair.of(file("authority"), file("authority")).identity());
        var pair = KeyPairGenerator.getInstance("EC").generateKeyPair();
        Instant now = clock.instant();
        for (List<InetAddress> stolen :
                List.of(List.<InetAddress>of(), List.of(InetAddress.ofLiteral("8.8.8.8")))) {
            List<String> names =
                    stolen.isEmpty()
                            ? List.of("bank.example", "router.lan", "home.arpa")
                            : List.of("pi-b.local");
            for (String name : names) {
                X509Certificate forged =
                        new CertificateWriter()
                                .leaf(
                                        ca,
                                        pair.getPublic(),
                                        "x",
                                        List.of(name),
                                        stolen,
                                        now.minusSeconds(60),
                                        now.plusSeconds(3600));
                assertThat(verify(forged, ca.certificate(), now))
                        .as(name)
                        .contains("permitted subtree violation");
            }
        }
    }

    private Path file(String name) {
        return folder.resolve(name + ".pem");
    }

    @Test
    void aRestartShowsTheSameAndOnlyTheOwnerReadsTheKeys() throws Exception {
        LocalAuthority first = open();
        X509Certificate leaf = first.current().certificate();
        LocalAuthority second = open();
        assertThat(second.authority()).isEqualTo(first.authority());
        assertThat(second.current().certificate()).isEqualTo(leaf);
        assertThat(second.current()).isSameAs(second.current());
        for (String name : List.of("authority", "site")) {
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file(name))))
                    .isEqualTo("rw-------");
        }
    }

    @Test
    void theLeafHoldsAtMost397DaysAndIsRenewed30DaysBeforeItsEnd() throws Exception {
        LocalAuthority local = open();
        X509Certificate leaf = local.current().certificate();
        Instant end = leaf.getNotAfter().toInstant();
        assertThat(Duration.between(leaf.getNotBefore().toInstant(), end))
                .isEqualTo(Duration.ofDays(397));
        clock.pass(Duration.between(clock.instant(), end).minus(Duration.ofDays(30)));
        assertThat(local.current().certificate()).isEqualTo(leaf);
        clock.pass(Duration.ofSeconds(1));
        X509Certificate next = local.current().certificate();
        assertThat(next.getNotAfter().toInstant())
                .isEqualTo(clock.instant().plus(Duration.ofDays(396)));
        assertThat(verify(next, local.authority().orElseThrow(), clock.instant()))
                .startsWith("0\n");
    }

    @Test
    void aNewAddressOrNameMakesANewLeafAndOneThatIsGoneDoesNot() throws Exception {
        LocalAuthority local = open();
        X509Certificate leaf = local.current().certificate();
        InetAddress old = addresses.remove(1);
        assertThat(local.current().certificate()).isEqualTo(leaf);
        addresses.add(InetAddress.ofLiteral("10.0.0.7"));
        X509Certificate moved = local.current().certificate();
        assertThat(SubjectNames.of(moved))
                .contains("10.0.0.7")
                .doesNotContain(old.getHostAddress());
        host = "garage";
        X509Certificate renamed = local.current().certificate();
        // The CA does not reach to the new name by itself or at a router's, but to every .local.
        assertThat(SubjectNames.of(renamed))
                .contains("garage.local")
                .doesNotContain("garage", "garage.lan", "pi-b");
        assertThat(verify(renamed, local.authority().orElseThrow(), clock.instant()))
                .startsWith("0\n");
    }

    @Test
    void publicAddressesAreNotNamed() throws Exception {
        addresses.add(InetAddress.ofLiteral("93.184.216.34"));
        addresses.add(InetAddress.ofLiteral("2001:db8::1"));
        addresses.add(InetAddress.ofLiteral("fe80::1"));
        addresses.add(InetAddress.ofLiteral("169.254.3.4"));
        assertThat(SubjectNames.of(open().current().certificate()))
                .startsWith("pi-b.local", "pi-b", "pi-b.lan")
                .endsWith("localhost", "169.254.3.4")
                .hasSize(9);
    }

    @Test
    void aFirstStartUnderAnyWrongClockEndsInAChainThatHolds() throws Exception {
        for (String wrong :
                List.of(
                        "1970-01-01T00:00:05Z",
                        "2025-10-01T00:00:00Z",
                        "2026-11-01T00:00:00Z",
                        "2031-05-05T00:00:00Z",
                        "2099-01-01T00:00:00Z",
                        "2226-01-01T00:00:00Z")) {
            delete();
            clock.set(wrong);
            LocalAuthority local = open();
            local.current();
            X509Certificate ca = local.authority().orElseThrow();
            clock.set(TODAY);
            X509Certificate leaf = local.current().certificate();
            assertThat(verify(leaf, ca, clock.instant())).as(wrong).startsWith("0\n");
            assertThat(Validity.EARLIEST).as(wrong).isEqualTo(ca.getNotBefore().toInstant());
        }
    }

    @Test
    void aPhoneFindsTheLeafGoodWhileTheClockHasNotBeenSetYet() throws Exception {
        clock.set("2026-10-20T00:00:00Z");
        LocalAuthority local = open();
        X509Certificate leaf = local.current().certificate();
        clock.set("1970-01-01T00:01:00Z");
        assertThat(local.current().certificate()).isEqualTo(leaf);
        // A new address needs a new leaf, made at no time that anybody knows.
        addresses.add(InetAddress.ofLiteral("10.0.0.7"));
        X509Certificate made = local.current().certificate();
        assertThat(SubjectNames.of(made)).contains("10.0.0.7");
        assertThat(verify(made, local.authority().orElseThrow(), Instant.parse(TODAY)))
                .startsWith("0\n");
    }

    @Test
    void aDamagedLeafIsMadeAnewAndADamagedCaIsNot() throws Exception {
        open().current();
        Files.writeString(file("site"), "nothing");
        LocalAuthority local = open();
        assertThat(
                        verify(
                                local.current().certificate(),
                                local.authority().orElseThrow(),
                                clock.instant()))
                .startsWith("0\n");
        Files.writeString(file("authority"), "nothing");
        assertThatThrownBy(this::open)
                .hasMessageContaining("authority.pem: holds no certificate (BEGIN CERTIFICATE)")
                .hasMessageContaining("every phone has to trust the new one");
    }

    private void delete() throws Exception {
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.toList()) {
                Files.delete(file);
            }
        }
    }
}
