package org.vigia.camera.ssh;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.jcraft.jsch.ChannelExec;
import com.jcraft.jsch.Cipher;
import com.jcraft.jsch.Session;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import javax.crypto.AEADBadTagException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.vigia.shared.config.HostPort;
import org.vigia.shared.crypto.RsaIdentity;
import org.vigia.shared.crypto.TestKeys;
import org.vigia.shared.lifecycle.NamedThreads;
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
        int port = freePort();
        Process server = openSsh(port);
        Session session = null;
        try {
            session = connected(server, port);
            ChannelExec echo = (ChannelExec) session.openChannel("exec");
            echo.setCommand("cat");
            OutputStream out = echo.getOutputStream();
            InputStream in = echo.getInputStream();
            echo.connect();
            Thread sending = NamedThreads.start("sending", () -> send(out, sent));
            assertThat(Arrays.equals(in.readNBytes(sent.length), sent)).isTrue();
            assertThat(NamedThreads.stop(sending, Duration.ofSeconds(10))).isTrue();
        } finally {
            if (session != null) {
                session.disconnect();
            }
            server.destroy();
            assertThat(server.waitFor(10, TimeUnit.SECONDS)).isTrue();
        }
        assertThat(Files.readAllLines(folder.resolve("sshd.log")))
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

    private Process openSsh(int port) throws IOException {
        if (System.getProperty("user.name").equals("root")) {
            Files.createDirectories(Path.of("/run/sshd"));
        }
        RsaIdentity camera = TestKeys.key(folder, "camera");
        TestKeys.put(folder.resolve("host"), "first");
        Path authorized = folder.resolve("authorized");
        Files.writeString(authorized, camera.publicKey().line() + "\n");
        Path config = folder.resolve("sshd_config");
        Files.writeString(
                config,
                """
                ListenAddress 127.0.0.1
                Port %d
                HostKey %s
                AuthorizedKeysFile %s
                Ciphers chacha20-poly1305@openssh.com
                RekeyLimit 512K
                LogLevel DEBUG
                PidFile none
                StrictModes no
                UsePAM no
                PasswordAuthentication no
                """
                        .formatted(port, folder.resolve("host"), authorized));
        return new ProcessBuilder("/usr/sbin/sshd", "-D", "-e", "-f", config.toString())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("sshd.log").toFile())
                .start();
    }

    private Session connected(Process server, int port) throws Exception {
        Path log = folder.resolve("sshd.log");
        for (int i = 0; !Files.readString(log).contains("Server listening"); i++) {
            assertThat(server.isAlive() && i < 100).as(Files.readString(log)).isTrue();
            Pace.system().sleep(Duration.ofMillis(100));
        }
        return SshConnections.connect(
                new HostPort("127.0.0.1", port),
                System.getProperty("user.name"),
                folder.resolve("camera"),
                new ShownHostKey());
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
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
