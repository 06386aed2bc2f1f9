package org.vigia.camera.ssh;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.jcraft.jsch.ChannelExec;
import com.jcraft.jsch.Cipher;
import com.jcraft.jsch.JSchException;
import com.jcraft.jsch.Session;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.Random;
import javax.crypto.AEADBadTagException;
import org.apache.sshd.common.io.IoSession;
import org.apache.sshd.common.kex.KexProposalOption;
import org.apache.sshd.common.keyprovider.KeyPairProvider;
import org.apache.sshd.server.ServerFactoryManager;
import org.apache.sshd.server.SshServer;
import org.apache.sshd.server.session.ServerSessionImpl;
import org.apache.sshd.server.session.SessionFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.vigia.shared.config.HostPort;
import org.vigia.shared.crypto.RsaIdentity;
import org.vigia.shared.crypto.TestKeys;
import org.vigia.shared.lifecycle.NamedThreads;
import org.vigia.shared.process.OpenSshServer;
import org.vigia.shared.time.Pace;

/// The cipher with OpenSSH's own server at the other end, and packets that somebody has touched.
@Timeout(60)
class ChaCha20Poly1305Test {
    private static final int LENGTH = 100;
    private static final int TAG = 16;

    @TempDir Path folder;

    @Test
    void openSshSendsBackWhatItGotThroughManyExchangesOfKeys() throws Exception {
        byte[] sent = new byte[3_000_000];
        new Random(1).nextBytes(sent);
        Path host = folder.resolve("host");
        TestKeys.put(host, "first");
        Path data = Files.createDirectory(folder.resolve("sshd"));
        try (OpenSshServer server =
                OpenSshServer.start(
                        data,
                        host,
                        TestKeys.key(folder, "camera"),
                        Map.of(),
                        """
                        Ciphers chacha20-poly1305@openssh.com
                        RekeyLimit 512K
                        LogLevel DEBUG
                        """,
                        Pace.system())) {
            Session session = connected(server.port());
            try {
                ChannelExec echo = (ChannelExec) session.openChannel("exec");
                echo.setCommand("cat");
                OutputStream out = echo.getOutputStream();
                InputStream in = echo.getInputStream();
                echo.connect();
                Thread sending = NamedThreads.start("sending", () -> send(out, sent));
                assertThat(Arrays.equals(in.readNBytes(sent.length), sent)).isTrue();
                assertThat(NamedThreads.stop(sending, Duration.ofSeconds(10))).isTrue();
            } finally {
                session.disconnect();
            }
        }
        assertThat(Files.readAllLines(data.resolve("sshd.log")))
                .filteredOn(line -> line.contains("cipher: chacha20-poly1305@openssh.com MAC"))
                .as("directions and exchanges of keys")
                .hasSizeGreaterThan(8);
    }

    private static void send(OutputStream out, byte[] content) {
        try (out) {
            out.write(content);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Session connected(int port) throws JSchException {
        return SshConnections.connect(
                new HostPort("127.0.0.1", port),
                System.getProperty("user.name"),
                folder.resolve("camera"),
                new ShownHostKey());
    }

    @Test
    void aServerWithoutStrictKeyExchangeIsRefused() throws Exception {
        TestKeys.key(folder, "camera");
        try (SshServer strict = SshServer.setUpDefaultServer()) {
            listen(strict);
            connected(strict.getPort()).disconnect();
        }
        try (SshServer lax = SshServer.setUpDefaultServer()) {
            lax.setSessionFactory(new Lax(lax));
            listen(lax);
            assertThatThrownBy(() -> connected(lax.getPort()))
                    .isInstanceOf(JSchException.class)
                    .hasMessageContaining("Strict KEX not supported by server");
        }
    }

    private void listen(SshServer server) throws IOException {
        RsaIdentity host = TestKeys.key(folder, "first");
        server.setHost("127.0.0.1");
        server.setKeyPairProvider(
                KeyPairProvider.wrap(new KeyPair(host.publicKey().key(), host.privateKey())));
        server.setPublickeyAuthenticator((user, key, session) -> true);
        server.start();
    }

    /// Of servers that say nothing of strict key exchange.
    private static final class Lax extends SessionFactory {
        Lax(ServerFactoryManager server) {
            super(server);
        }

        @Override
        protected ServerSessionImpl doCreateSession(IoSession line) throws Exception {
            return new ServerSessionImpl(getServer(), line) {
                @Override
                protected Map<KexProposalOption, String> doStrictKexProposal(
                        Map<KexProposalOption, String> proposal) {
                    return proposal;
                }
            };
        }
    }

    @Test
    void whatWasTouchedOnItsWayIsRefused() throws Exception {
        for (int touched : new int[] {0, 3, 4, LENGTH - 1, LENGTH, LENGTH + TAG - 1}) {
            byte[] packet = closed(7);
            packet[touched] ^= 1;
            assertThatThrownBy(() -> opened(cipher(Cipher.DECRYPT_MODE), 7, packet))
                    .as("byte %d", touched)
                    .isInstanceOf(AEADBadTagException.class);
        }
    }

    @Test
    void aPacketIsOpenedByItsOwnNumberAlone() throws Exception {
        Cipher reading = cipher(Cipher.DECRYPT_MODE);
        for (int number : new int[] {-3, -2, -1}) {
            assertThat(opened(reading, number, closed(number))).isEqualTo(content());
        }
        assertThatThrownBy(() -> opened(cipher(Cipher.DECRYPT_MODE), 8, closed(7)))
                .isInstanceOf(AEADBadTagException.class);
    }

    @Test
    void aNumberThatDoesNotFollowIsRefusedSoThatNoNonceIsUsedTwice() throws Exception {
        for (int mode : new int[] {Cipher.ENCRYPT_MODE, Cipher.DECRYPT_MODE}) {
            for (int number : new int[] {0, 6, 7, 9, -1}) {
                Cipher cipher = cipher(mode);
                cipher.update(7);
                assertThatThrownBy(() -> cipher.update(number))
                        .isInstanceOf(IllegalStateException.class)
                        .hasMessage(
                                "packet %d, and not 8".formatted(Integer.toUnsignedLong(number)));
            }
        }
    }

    private static Cipher cipher(int mode) throws Exception {
        Cipher cipher = new ChaCha20Poly1305();
        byte[] key = new byte[cipher.getBlockSize()];
        new Random(2).nextBytes(key);
        cipher.init(mode, key, new byte[cipher.getIVSize()]);
        return cipher;
    }

    private static byte[] content() {
        byte[] content = new byte[LENGTH - 4];
        new Random(3).nextBytes(content);
        return content;
    }

    /// As JSch does it.
    private static byte[] closed(int number) throws Exception {
        byte[] packet = new byte[LENGTH + TAG];
        packet[3] = LENGTH - 4;
        System.arraycopy(content(), 0, packet, 4, LENGTH - 4);
        Cipher writing = cipher(Cipher.ENCRYPT_MODE);
        writing.update(number);
        writing.update(packet, 0, 4, packet, 0);
        writing.doFinal(packet, 0, LENGTH, packet, 0);
        return packet;
    }

    private static byte[] opened(Cipher reading, int number, byte[] packet) throws Exception {
        byte[] length = new byte[4];
        byte[] open = new byte[LENGTH + TAG];
        reading.update(number);
        reading.update(packet, 0, 4, length, 0);
        reading.doFinal(packet, 0, LENGTH, open, 0);
        assertThat(length).containsExactly(0, 0, 0, LENGTH - 4);
        return Arrays.copyOfRange(open, 4, LENGTH);
    }
}
