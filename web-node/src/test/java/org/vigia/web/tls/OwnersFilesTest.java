package org.vigia.web.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.vigia.shared.config.ConfigException;
import org.vigia.shared.config.ConfigFile;
import org.vigia.shared.config.HostPort;
import org.vigia.shared.time.FakePace;

/// What is said of an owner's certificate and key, and what is shown when they change.
class OwnersFilesTest {
    @TempDir Path folder;
    private final SettableClock clock = new SettableClock("2026-11-21T20:00:00Z");
    private Path certificate;
    private Path key;

    @BeforeEach
    void make() throws Exception {
        certificate = folder.resolve("site.crt");
        key = folder.resolve("site.key");
        OpenSsl.selfSigned(certificate, key, "home.example");
    }

    private List<String> problems() {
        return PemPair.of(certificate, key).problems();
    }

    @Test
    void aGoodPairHasNoProblems() {
        assertThat(problems()).isEmpty();
    }

    @Test
    void anRsaPairAndAChainAreGood() throws Exception {
        Path ca = folder.resolve("ca.crt");
        Path caKey = folder.resolve("ca.key");
        OpenSsl.selfSigned(ca, caKey, "A CA");
        Path request = folder.resolve("request");
        OpenSsl.run(
                "req",
                "-new",
                "-newkey",
                "rsa:2048",
                "-nodes",
                "-subj",
                "/CN=x",
                "-keyout",
                key.toString(),
                "-out",
                request.toString());
        OpenSsl.run(
                "x509",
                "-req",
                "-in",
                request.toString(),
                "-CA",
                ca.toString(),
                "-CAkey",
                caKey.toString(),
                "-CAcreateserial",
                "-out",
                certificate.toString());
        String own = Files.readString(certificate);
        Files.writeString(certificate, own + Files.readString(ca));
        assertThat(problems()).isEmpty();
        Files.writeString(certificate, Files.readString(ca) + own);
        assertThat(problems())
                .anySatisfy(problem ->
                        assertThat(problem)
                                .contains(
                                        "certificate 1 is not signed by certificate 2; the site's"
                                                + " own must stand first"));
    }

    @Test
    void everyProblemIsSaidInWords() throws Exception {
        Path other = folder.resolve("other.key");
        OpenSsl.selfSigned(folder.resolve("other.crt"), other, "other.example");
        assertThat(PemPair.of(certificate, other).problems())
                .containsExactly(
                        other + ": is not the key of the first certificate in " + certificate);
        assertThat(PemPair.of(key, certificate).problems())
                .containsExactly(
                        key + ": holds no certificate (BEGIN CERTIFICATE)",
                        certificate + ": holds no private key (BEGIN PRIVATE KEY)");
        Path gone = folder.resolve("gone");
        assertThat(PemPair.of(gone, key).problems())
                .containsExactly(gone + ": there is no such file");
        Files.setPosixFilePermissions(key, PosixFilePermissions.fromString("rw-r--r--"));
        assertThat(problems())
                .containsExactly(key + ": others may read or change it: chmod 600 " + key);
    }

    @Test
    void keysOfOtherFormsComeWithTheCommandThatMendsThem() throws Exception {
        Path old = folder.resolve("old.key");
        OpenSsl.run("ec", "-in", key.toString(), "-out", old.toString());
        assertThat(PemPair.of(certificate, old).problems())
                .containsExactly(
                        old
                                + ": the key has an old form; convert it: openssl pkey -in "
                                + old
                                + " -out new.pem");
        Path locked = folder.resolve("locked.key");
        OpenSsl.run(
                "pkcs8",
                "-topk8",
                "-in",
                key.toString(),
                "-out",
                locked.toString(),
                "-passout",
                "pass:secret");
        assertThat(PemPair.of(certificate, locked).problems())
                .containsExactly(
                        locked
                                + ": the key is locked by a password; unlock it: openssl pkey -in "
                                + locked
                                + " -out unlocked.pem");
        Path weak = folder.resolve("weak.crt");
        OpenSsl.run(
                "req",
                "-x509",
                "-newkey",
                "rsa:1024",
                "-nodes",
                "-subj",
                "/CN=x",
                "-keyout",
                old.toString(),
                "-out",
                weak.toString());
        assertThat(PemPair.of(weak, old).problems())
                .containsExactly(weak + ": its RSA key is too short: at least 2048 bits");
        Path damaged =
                Files.writeString(
                        folder.resolve("damaged"),
                        Files.readString(certificate).replaceFirst("MI", "NO"));
        assertThat(PemPair.of(damaged, key).problems())
                .singleElement()
                .asString()
                .contains(damaged + ": certificate 1 cannot be read");
    }

    @Test
    void theConfigurationNamesThemAll() throws Exception {
        Path yml =
                Files.writeString(
                        folder.resolve("web.yml"),
                        "site: {tls: files, certificate: gone.crt, key: gone.key}");
        ConfigFile config = ConfigFile.read(yml);
        TlsSettings read = TlsSettings.read(config.root().section("site"));
        assertThat(read)
                .isEqualTo(
                        new TlsSettings.Files(
                                new HostPort("0.0.0.0", 8443),
                                folder.resolve("gone.crt"),
                                folder.resolve("gone.key")));
        assertThatThrownBy(config::finish)
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining(
                        "site.tls: " + folder.resolve("gone.crt") + ": there is no such file")
                .hasMessageContaining(
                        "site.tls: " + folder.resolve("gone.key") + ": there is no such file");
        Files.writeString(yml, "site: {tls: files}");
        ConfigFile bare = ConfigFile.read(yml);
        TlsSettings.read(bare.root().section("site"));
        assertThatThrownBy(bare::finish)
                .hasMessageContaining("site.certificate: must be named where site.tls is files")
                .hasMessageContaining("site.key: must be named where site.tls is files");
    }

    @Test
    void aNewPairIsShownAndABrokenOneIsNot() throws Exception {
        TlsSettings.Files files =
                new TlsSettings.Files(new HostPort("127.0.0.1", 0), certificate, key);
        List<TlsIdentity> told = new ArrayList<>();
        try (Certificates certificates = Certificates.files(files, clock, new FakePace())) {
            certificates.onChange(told::add);
            X509Certificate first = certificates.identity().certificate();
            String oldKey = Files.readString(key);
            OpenSsl.selfSigned(certificate, key, "home.example");
            String newKey = Files.readString(key);
            // The certificate has been replaced, the key not yet.
            Files.writeString(key, oldKey);
            certificates.look();
            certificates.look();
            assertThat(certificates.identity().certificate()).isEqualTo(first);
            assertThat(told).isEmpty();
            Files.writeString(key, newKey);
            certificates.look();
            assertThat(certificates.identity().certificate()).isNotEqualTo(first);
            assertThat(told).containsExactly(certificates.identity());
            Files.delete(key);
            certificates.look();
            assertThat(told).hasSize(1);
        }
    }

    @Test
    void aCertificateThatIsOverIsShownAllTheSame() throws Exception {
        clock.set("2040-01-01T00:00:00Z");
        OwnersFiles files = new OwnersFiles(certificate, key, clock);
        assertThat(files.current().certificate()).isNotNull();
        Files.delete(certificate);
        assertThatThrownBy(files::current)
                .isInstanceOf(IOException.class)
                .hasMessage(certificate + ": cannot be read");
    }
}
