package org.vigia.shared.crypto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RsaIdentityTest {
    @TempDir Path folder;

    @Test
    void isMadeOnceAndKeptForItsOwnerAlone() throws IOException {
        Path file = folder.resolve("key");
        RsaIdentity made = RsaIdentity.loadOrCreate(file);
        RsaIdentity read = RsaIdentity.loadOrCreate(file);
        assertThat(read.publicKey().line()).isEqualTo(made.publicKey().line());
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        assertThat(made.toString()).startsWith("RsaIdentity[SHA256:");
    }

    @Test
    void opensslAndSshKeygenAgreeWithWhatIsSignedAndShown() throws Exception {
        Path file = folder.resolve("key");
        RsaIdentity identity = RsaIdentity.loadOrCreate(file);
        byte[] document = "what was seen".getBytes(StandardCharsets.UTF_8);
        byte[] signature = identity.sign(document);
        assertThat(RsaIdentity.verify(identity.publicKey(), document, signature)).isTrue();
        assertThat(RsaIdentity.verify(identity.publicKey(), new byte[1], signature)).isFalse();
        assertThat(RsaIdentity.verify(identity.publicKey(), document, new byte[3])).isFalse();
        Files.write(folder.resolve("doc"), document);
        Files.write(folder.resolve("sig"), signature);
        Files.writeString(folder.resolve("pem"), identity.publicKey().pem());
        assertThat(run("openssl", "dgst", "-sha256", "-verify", "pem", "-signature", "sig", "doc"))
                .contains("Verified OK");
        assertThat(run("ssh-keygen", "-l", "-f", "key.pub"))
                .contains("3072 " + identity.publicKey().fingerprint());
        assertThat(run("ssh-keygen", "-y", "-f", "key").strip())
                .isEqualTo(identity.publicKey().line());
    }

    @Test
    void publicKeysAreReadBackAndShortOrDamagedOnesRefused() throws Exception {
        RsaIdentity identity = RsaIdentity.loadOrCreate(folder.resolve("key"));
        String line = identity.publicKey().line();
        assertThat(SshPublicKey.parse(line + " me@home\n").line()).isEqualTo(line);
        run("ssh-keygen", "-q", "-t", "rsa", "-b", "2048", "-N", "", "-f", "short");
        assertThatThrownBy(() -> SshPublicKey.parse(Files.readString(folder.resolve("short.pub"))))
                .hasMessageContaining("2048 bits; at least 3072");
        assertThatThrownBy(() -> SshPublicKey.parse("ssh-ed25519 AAAA"))
                .hasMessageContaining("begins with `ssh-rsa `");
        assertThatThrownBy(() -> SshPublicKey.parse(line.substring(0, 100)))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private String run(String... command) throws IOException, InterruptedException {
        Process process =
                new ProcessBuilder(command)
                        .directory(folder.toFile())
                        .redirectErrorStream(true)
                        .start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
        return output;
    }
}
