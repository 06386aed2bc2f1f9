package org.vigia.camera;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.SecureRandom;
import java.util.List;
import org.apache.sshd.common.keyprovider.KeyPairProvider;
import org.apache.sshd.server.SshServer;
import org.apache.sshd.server.command.AbstractCommandSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.vigia.camera.config.Paired;
import org.vigia.shared.crypto.RsaIdentity;
import org.vigia.shared.crypto.TestKeys;
import org.vigia.shared.pairing.PairingCode;
import org.vigia.shared.time.Pace;

/// Pairing with something that takes every code, and then is no Pi #B.
@Timeout(60)
class PairCommandTest {
    private static final SecureRandom RANDOM = new SecureRandom();

    @TempDir static Path keys;
    @TempDir Path folder;
    private final ByteArrayOutputStream printed = new ByteArrayOutputStream();
    private final SshServer server = SshServer.setUpDefaultServer();
    private RsaIdentity hostKey;
    private Path file;
    private Path data;
    private Path succession;

    @BeforeEach
    void listen() throws IOException {
        hostKey = TestKeys.key(keys, "first");
        file = Files.writeString(folder.resolve("camera.yml"), "data: data\n");
        data = Files.createDirectory(folder.resolve("data"));
        TestKeys.put(data.resolve("identity"), "camera");
        succession = Files.writeString(data.resolve("host-key-succession.json"), "kept");
        server.setHost("127.0.0.1");
        server.setKeyPairProvider(
                KeyPairProvider.wrap(new KeyPair(hostKey.publicKey().key(), hostKey.privateKey())));
        server.setPublickeyAuthenticator((user, key, session) -> user.equals("+pair"));
        server.setCommandFactory((channel, line) -> new Yes(line));
        server.start();
    }

    @AfterEach
    void close() throws IOException {
        server.stop(true);
    }

    private int pair() throws Exception {
        String code = PairingCode.draw(hostKey.publicKey(), RANDOM).text() + "\n";
        return new PairCommand(
                        file,
                        new BufferedReader(new StringReader(code)),
                        new PrintStream(printed, true, StandardCharsets.UTF_8),
                        Pace.system())
                .run(List.of("pair", "127.0.0.1:" + server.getPort()), "vigia-camera");
    }

    private String text() {
        return printed.toString(StandardCharsets.UTF_8);
    }

    @Test
    void aPairingThatCannotBeKeptLeavesWhatTheOneBeforeHasLedTo() throws Exception {
        Files.createDirectories(data.resolve("paired.json/taken"));
        assertThatThrownBy(this::pair)
                .isInstanceOf(IOException.class)
                .hasMessageContaining("paired.json");
        assertThat(succession).hasContent("kept");
    }

    @Test
    void aPairingThatIsKeptForgetsWhatTheOneBeforeHasLedTo() throws Exception {
        assertThat(pair()).isEqualTo(1);
        assertThat(succession).doesNotExist();
        assertThat(Paired.read(data).orElseThrow().hostKey()).isEqualTo(hostKey.publicKey());
        assertThat(text())
                .contains("this is camera yard of the Pi #B at 127.0.0.1:")
                .contains("but the link does not stand: ")
                .doesNotContain(" sets ");
    }

    @Test
    void whatTheFileSetsAgainstThePairingIsNamed() throws Exception {
        Files.writeString(
                file,
                "data: data\nname: door\nweb: {host-key: %s}\n"
                        .formatted(TestKeys.key(keys, "second").publicKey().line()));
        pair();
        assertThat(text())
                .contains("but %s sets name, which counts: delete it there\n".formatted(file))
                .contains("but %s sets web.host-key, which counts: delete it".formatted(file))
                .doesNotContain("sets web.address");
    }

    /// Lets everybody in as `yard`.
    private static final class Yes extends AbstractCommandSupport {
        Yes(String line) {
            super(line, null);
        }

        @Override
        public void run() {
            try (OutputStream out = getOutputStream()) {
                out.write("{\"camera\":\"yard\"}".getBytes(StandardCharsets.US_ASCII));
                out.flush();
                onExit(0);
            } catch (IOException e) {
                onExit(1, String.valueOf(e.getMessage()));
            }
        }
    }
}
