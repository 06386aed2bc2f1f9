package org.vigia.web.ssh;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Who may wait to log in. All of 127/8 is this machine.
class WaitingRoomTest {
    private static final byte[] GREETING = "SSH-2.0".getBytes(StandardCharsets.US_ASCII);

    @TempDir static Path keys;
    @TempDir Path directory;

    private static Socket from(String address, int port) throws IOException {
        Socket socket = new Socket();
        socket.bind(new InetSocketAddress(address, 0));
        socket.setSoTimeout(10_000);
        socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
        return socket;
    }

    private static boolean isGreeted(Socket socket) {
        try {
            byte[] greeting = socket.getInputStream().readNBytes(GREETING.length);
            return Arrays.equals(greeting, GREETING);
        } catch (IOException e) {
            return false;
        }
    }

    @Test
    void aHostThatTakesEverySeatAndSaysNothingKeepsNobodyElseOut() throws Exception {
        List<Socket> silent = new ArrayList<>();
        try (EndpointFixture fixture =
                new EndpointFixture(
                        directory, keys, (camera, in, out, cut) -> {}, inbox -> inbox)) {
            int port = fixture.endpoint.port();
            for (int i = 0; i < SshLimits.DEFAULT.waiting(); i++) {
                silent.add(from("127.0.0.2", port));
                assertThat(isGreeted(silent.getLast())).as("connection %d", i).isTrue();
            }
            silent.add(from("127.0.0.2", port));
            assertThat(isGreeted(silent.getLast())).as("one more of the same host").isFalse();
            for (int i = 3; i < 6; i++) {
                silent.add(from("127.0.0." + i, port));
                assertThat(isGreeted(silent.getLast())).as("host %d", i).isTrue();
            }
        } finally {
            for (Socket socket : silent) {
                socket.close();
            }
        }
    }
}
