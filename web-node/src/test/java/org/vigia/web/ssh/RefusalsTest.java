package org.vigia.web.ssh;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.apache.sshd.client.SshClient;
import org.apache.sshd.client.channel.ChannelDirectTcpip;
import org.apache.sshd.client.keyverifier.AcceptAllServerKeyVerifier;
import org.apache.sshd.client.session.ClientSession;
import org.apache.sshd.common.util.net.SshdSocketAddress;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.vigia.shared.crypto.RsaIdentity;
import org.vigia.shared.event.EvidenceKind;
import org.vigia.shared.time.Pace;
import org.vigia.web.store.Evidence;

/// What a thief with a camera's key cannot do, and who does not get in at all.
class RefusalsTest {
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    @TempDir static Path keys;
    @TempDir Path directory;
    private EndpointFixture fixture;
    private OpenSsh door;

    @BeforeEach
    void start() throws IOException {
        fixture =
                new EndpointFixture(
                        directory, keys, (camera, in, out, cut) -> in.transferTo(out), i -> i);
        door = fixture.door();
    }

    @AfterEach
    void stop() {
        fixture.close();
    }

    @Test
    void shellAndCommandsAreRefusedInWords() throws Exception {
        String text = "it takes files by `scp -t` and nothing else";
        for (OpenSsh.Outcome outcome :
                new OpenSsh.Outcome[] {
                    door.ssh(door.host()),
                    door.ssh(door.host(), "ls"),
                    door.ssh(door.host(), "scp -t . ; ls"),
                    door.ssh(door.host(), "scp -r -t ."),
                    door.ssh(door.host(), "scp -t -f ."),
                    door.ssh(door.host(), "rsync --server .")
                }) {
            assertThat(outcome.status()).isEqualTo(1);
            assertThat(outcome.output()).contains(text);
        }
    }

    @Test
    void aTerminalIsRefused() throws Exception {
        assertThat(door.ssh("-tt", door.host(), "ls").output())
                .contains("PTY allocation request failed");
    }

    @Test
    void nothingCanBeFetchedOrListed() throws Exception {
        Path mine = Files.createDirectories(directory.resolve("mine"));
        assertThat(door.scp("-O", door.target() + "store/receipts.jsonl", mine.toString()))
                .satisfies(o -> assertThat(o.status()).isNotZero());
        assertThat(door.scp("-s", door.target() + "store/receipts.jsonl", mine.toString()))
                .satisfies(o -> assertThat(o.status()).isNotZero());
        assertThat(door.ssh("-s", door.host(), "sftp"))
                .satisfies(o -> assertThat(o.output()).contains("subsystem request failed"));
        assertThat(Evidence.tree(mine)).isEmpty();
    }

    @Test
    void otherPortsAreRefusedInWords() throws Exception {
        for (String target :
                new String[] {"127.0.0.1:" + fixture.endpoint.port(), "vigia-frames:2"}) {
            assertThat(door.ssh("-W", target, door.host()))
                    .satisfies(o -> {
                        assertThat(o.status()).isNotZero();
                        assertThat(o.output()).contains("no forwarding but to vigia-frames port 1");
                    });
        }
        assertThat(
                        door.ssh(
                                "-N",
                                "-o",
                                "ExitOnForwardFailure=yes",
                                "-R",
                                "0:127.0.0.1:22",
                                door.host()))
                .satisfies(o -> {
                    assertThat(o.status()).isNotZero();
                    assertThat(o.output()).contains("remote port forwarding failed");
                });
    }

    @Test
    void anUnknownKeyAndAnotherCamerasNameAreRefused() throws Exception {
        Evidence.key(keys, "stranger");
        assertDenied(fixture.client("door", "stranger").ssh(door.host(), "ls"));
        assertDenied(fixture.client("yard", "door").ssh("yard@127.0.0.1", "ls"));
        assertDenied(fixture.client("root", "door").ssh("root@127.0.0.1", "ls"));
    }

    @Test
    void aRevokedKeyIsRefused() throws Exception {
        fixture.cameras.registry.revoke("door");
        assertDenied(door.ssh(door.host(), "ls"));
    }

    private static void assertDenied(OpenSsh.Outcome outcome) {
        assertThat(outcome.status()).isEqualTo(255);
        assertThat(outcome.output()).contains("Permission denied (publickey)");
    }

    @Test
    void aKnownPublicKeyWithoutItsPrivateHalfIsRefused() throws Exception {
        RsaIdentity yard = fixture.cameras.yard;
        KeyPair half = new KeyPair(fixture.cameras.door.publicKey().key(), yard.privateKey());
        try (SshClient client = client();
                ClientSession session = connect(client)) {
            session.addPublicKeyIdentity(half);
            assertThatThrownBy(() -> session.auth().verify(PATIENCE))
                    .hasMessageContaining("No more authentication methods available");
        }
    }

    @Test
    void aSessionGetsOneFrameSocketAndARevocationEndsIt() throws Exception {
        try (SshClient client = client();
                ClientSession session = connect(client)) {
            session.addPublicKeyIdentity(
                    new KeyPair(
                            fixture.cameras.door.publicKey().key(),
                            fixture.cameras.door.privateKey()));
            session.auth().verify(PATIENCE);
            SshdSocketAddress from = new SshdSocketAddress("127.0.0.1", 0);
            SshdSocketAddress to = new SshdSocketAddress("vigia-frames", 1);
            ChannelDirectTcpip first = session.createDirectTcpipChannel(from, to);
            first.open().verify(PATIENCE);
            ChannelDirectTcpip second = session.createDirectTcpipChannel(from, to);
            assertThatThrownBy(() -> second.open().verify(PATIENCE))
                    .hasMessageContaining("one frame socket a session");
            fixture.cameras.registry.revoke("door");
            assertThat(
                            session.waitFor(
                                    EnumSet.of(ClientSession.ClientSessionEvent.CLOSED), PATIENCE))
                    .contains(ClientSession.ClientSessionEvent.CLOSED);
        }
    }

    @Test
    void aRevocationCutsAnUploadAndNothingOfItStays() throws Exception {
        Process ssh = door.start("ssh", door.host(), "scp", "-t", ".");
        String name = Evidence.item(Evidence.id(), EvidenceKind.CLIP, "x").name().text();
        OutputStream out = ssh.getOutputStream();
        out.write("C0600 100000000 %s\n".formatted(name).getBytes(StandardCharsets.UTF_8));
        out.write(new byte[10_000]);
        out.flush();
        // SCP's first two answers: go on, go on.
        assertThat(ssh.getInputStream().readNBytes(2)).containsExactly(0, 0);
        Path incoming = directory.resolve("store/incoming");
        assertThat(Evidence.tree(incoming)).hasSize(1);
        fixture.cameras.registry.revoke("door");
        assertThat(ssh.waitFor(5, TimeUnit.SECONDS)).isTrue();
        assertThat(ssh.exitValue()).isEqualTo(255);
        for (int i = 0; i < 500 && !Evidence.tree(incoming).isEmpty(); i++) {
            Pace.system().sleep(Duration.ofMillis(10));
        }
        assertThat(Evidence.tree(incoming)).isEmpty();
    }

    @Test
    void aFifthSessionOfACameraEndsItsOldest() throws Exception {
        KeyPair pair =
                new KeyPair(
                        fixture.cameras.door.publicKey().key(), fixture.cameras.door.privateKey());
        try (SshClient client = client()) {
            List<ClientSession> sessions = new ArrayList<>();
            for (int i = 0; i <= SshLimits.DEFAULT.sessions(); i++) {
                ClientSession session = connect(client);
                session.addPublicKeyIdentity(pair);
                session.auth().verify(PATIENCE);
                sessions.add(session);
            }
            assertThat(
                            sessions.getFirst()
                                    .waitFor(
                                            EnumSet.of(ClientSession.ClientSessionEvent.CLOSED),
                                            PATIENCE))
                    .contains(ClientSession.ClientSessionEvent.CLOSED);
            assertThat(sessions.subList(1, sessions.size())).allMatch(ClientSession::isOpen);
        }
    }

    @Test
    void aFrameSocketThatIsCutTakesItsSessionWithIt() throws Exception {
        fixture.close();
        fixture = new EndpointFixture(directory, keys, (camera, in, out, cut) -> cut.run(), i -> i);
        try (SshClient client = client();
                ClientSession session = connect(client)) {
            session.addPublicKeyIdentity(
                    new KeyPair(
                            fixture.cameras.door.publicKey().key(),
                            fixture.cameras.door.privateKey()));
            session.auth().verify(PATIENCE);
            session.createDirectTcpipChannel(
                            new SshdSocketAddress("127.0.0.1", 0),
                            new SshdSocketAddress("vigia-frames", 1))
                    .open()
                    .await(PATIENCE);
            assertThat(
                            session.waitFor(
                                    EnumSet.of(ClientSession.ClientSessionEvent.CLOSED), PATIENCE))
                    .contains(ClientSession.ClientSessionEvent.CLOSED);
        }
    }

    private SshClient client() {
        SshClient client = SshClient.setUpDefaultClient();
        client.setServerKeyVerifier(AcceptAllServerKeyVerifier.INSTANCE);
        client.setKeyIdentityProvider(
                org.apache.sshd.common.keyprovider.KeyIdentityProvider.EMPTY_KEYS_PROVIDER);
        client.start();
        return client;
    }

    private ClientSession connect(SshClient client) throws IOException {
        return client.connect("door", "127.0.0.1", fixture.endpoint.port())
                .verify(PATIENCE)
                .getSession();
    }
}
