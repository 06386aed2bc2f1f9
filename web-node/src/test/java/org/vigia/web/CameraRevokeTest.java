package org.vigia.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import org.apache.sshd.client.SshClient;
import org.apache.sshd.client.keyverifier.AcceptAllServerKeyVerifier;
import org.apache.sshd.client.session.ClientSession;
import org.apache.sshd.common.keyprovider.KeyIdentityProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.vigia.shared.crypto.RsaIdentity;
import org.vigia.shared.time.Pace;
import org.vigia.web.config.WebConfig;
import org.vigia.web.pairing.HostKeys;
import org.vigia.web.pairing.Pairings;
import org.vigia.web.registry.CameraRegistry;
import org.vigia.web.ssh.SshEndpoint;
import org.vigia.web.ssh.SshLimits;
import org.vigia.web.store.Evidence;
import org.vigia.web.store.Inbox;
import org.vigia.web.store.Verdict;

/// The command against an endpoint that has the same registry file open, as another process has.
class CameraRevokeTest {
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    @TempDir Path directory;
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    private void run(WebConfig config, String... words) throws IOException {
        List<String> command = List.of(words);
        assertThat(Commands.knows(command)).isTrue();
        new Commands(config, new PrintStream(out, true, StandardCharsets.UTF_8)).run(command);
    }

    @Test
    void aRevokedCameraIsThrownOutAndComesInNoMore() throws Exception {
        Path yml = Files.writeString(directory.resolve("web.yml"), "data: data\n");
        WebConfig config = WebConfig.read(yml);
        RsaIdentity key = Evidence.key(directory, "door");
        Path line = Files.writeString(directory.resolve("door.line"), key.publicKey().line());
        run(config, "camera", "add", "door", "--key", line.toString());
        CameraRegistry registry = CameraRegistry.open(config.cameraRegistry(), Evidence.CLOCK);
        try (SshEndpoint endpoint =
                        new SshEndpoint(
                                new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
                                HostKeys.load(config.hostKey()),
                                registry,
                                new Pairings(key.publicKey(), registry, Pace.system()),
                                (camera, name, size) ->
                                        new Inbox.Answer.No(new Verdict.Later("not here")),
                                (camera, in, out, cut) -> {},
                                SshLimits.DEFAULT,
                                Pace.system());
                SshClient client = SshClient.setUpDefaultClient()) {
            endpoint.start();
            client.setServerKeyVerifier(AcceptAllServerKeyVerifier.INSTANCE);
            client.setKeyIdentityProvider(KeyIdentityProvider.EMPTY_KEYS_PROVIDER);
            client.start();
            try (ClientSession session = connect(client, endpoint, key)) {
                session.auth().verify(PATIENCE);
                run(config, "camera", "revoke", "door");
                assertThat(
                                session.waitFor(
                                        EnumSet.of(ClientSession.ClientSessionEvent.CLOSED),
                                        PATIENCE))
                        .contains(ClientSession.ClientSessionEvent.CLOSED);
            }
            try (ClientSession session = connect(client, endpoint, key)) {
                assertThatThrownBy(() -> session.auth().verify(PATIENCE))
                        .hasMessageContaining("No more authentication methods available");
            }
        }
        assertThat(out.toString(StandardCharsets.UTF_8))
                .contains("the key of camera door is revoked for good");
        assertThatThrownBy(() -> run(config, "camera", "revoke", "door"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("no camera is registered as door");
    }

    private static ClientSession connect(SshClient client, SshEndpoint endpoint, RsaIdentity key)
            throws IOException {
        ClientSession session =
                client.connect("door", "127.0.0.1", endpoint.port()).verify(PATIENCE).getSession();
        session.addPublicKeyIdentity(new KeyPair(key.publicKey().key(), key.privateKey()));
        return session;
    }
}
