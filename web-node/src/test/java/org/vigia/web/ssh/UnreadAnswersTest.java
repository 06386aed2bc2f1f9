package org.vigia.web.ssh;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.security.KeyPair;
import java.time.Duration;
import org.apache.sshd.client.SshClient;
import org.apache.sshd.client.channel.ChannelExec;
import org.apache.sshd.client.keyverifier.AcceptAllServerKeyVerifier;
import org.apache.sshd.client.session.ClientSession;
import org.apache.sshd.common.keyprovider.KeyIdentityProvider;
import org.apache.sshd.core.CoreModuleProperties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.vigia.shared.crypto.RsaIdentity;

/// Clients that ask and take no answer.
class UnreadAnswersTest {
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    @TempDir static Path keys;
    @TempDir Path directory;

    @Test
    void aCameraThatGrantsNoWindowHoldsUpNoOther() throws Exception {
        try (EndpointFixture fixture =
                        new EndpointFixture(
                                directory, keys, (camera, in, out, cut) -> {}, inbox -> inbox);
                SshClient thief = client();
                SshClient other = client()) {
            CoreModuleProperties.WINDOW_SIZE.set(thief, 0L);
            for (int i = 0; i < SshLimits.DEFAULT.sessions(); i++) {
                ClientSession session = logIn(thief, fixture, "door", fixture.cameras.door);
                ChannelExec channel = session.createExecChannel("ls");
                channel.open().await(Duration.ofSeconds(2));
            }
            assertThat(logIn(other, fixture, "yard", fixture.cameras.yard).isAuthenticated())
                    .isTrue();
        }
    }

    private static SshClient client() {
        SshClient client = SshClient.setUpDefaultClient();
        client.setServerKeyVerifier(AcceptAllServerKeyVerifier.INSTANCE);
        client.setKeyIdentityProvider(KeyIdentityProvider.EMPTY_KEYS_PROVIDER);
        client.start();
        return client;
    }

    private static ClientSession logIn(
            SshClient client, EndpointFixture fixture, String name, RsaIdentity identity)
            throws IOException {
        ClientSession session =
                client.connect(name, "127.0.0.1", fixture.endpoint.port())
                        .verify(PATIENCE)
                        .getSession();
        session.addPublicKeyIdentity(
                new KeyPair(identity.publicKey().key(), identity.privateKey()));
        session.auth().verify(PATIENCE);
        return session;
    }
}
