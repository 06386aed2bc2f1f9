package org.vigia.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.vigia.shared.lifecycle.Closer;
import org.vigia.shared.lifecycle.NamedThreads;
import org.vigia.shared.time.Pace;

@Timeout(60)
class LivenessTest {
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final Duration SHORT = Duration.ofMillis(300);

    @TempDir Path folder;

    private final Closer closer = new Closer();

    @AfterEach
    void close() {
        closer.close();
    }

    /// A server that says so much to whoever comes, and keeps the line open.
    private InetSocketAddress saying(String words) throws IOException {
        ServerSocket server = new ServerSocket(0, 9, InetAddress.getLoopbackAddress());
        closer.add(server);
        NamedThreads.start("server", () -> serve(server, words));
        return new InetSocketAddress(server.getInetAddress(), server.getLocalPort());
    }

    private void serve(ServerSocket server, String words) {
        try {
            while (true) {
                Socket socket = server.accept();
                closer.add(socket);
                socket.getOutputStream().write(words.getBytes(StandardCharsets.US_ASCII));
            }
        } catch (IOException _) {
            // The test is over.
        }
    }

    @Test
    void whatAnswersIsAlive() throws Exception {
        Liveness liveness =
                new Liveness(
                        saying("SSH-2.0-here\r\n"),
                        saying("HTTP/1.1 200 OK\r\n"),
                        folder,
                        Pace.system());
        assertThat(liveness.silent(PATIENCE)).isEmpty();
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void aSiteThatTakesConnectionsAndSaysNothingIsNamed() throws Exception {
        Liveness liveness =
                new Liveness(saying("SSH-2.0-here\r\n"), saying(""), folder, Pace.system());
        assertThat(liveness.silent(SHORT)).isEqualTo("the site");
    }

    @Test
    void anEndpointThatIsGoneIsNamed() throws Exception {
        InetSocketAddress nobody;
        try (ServerSocket server = new ServerSocket(0, 9, InetAddress.getLoopbackAddress())) {
            nobody = new InetSocketAddress(server.getInetAddress(), server.getLocalPort());
        }
        Liveness liveness =
                new Liveness(nobody, saying("HTTP/1.1 200 OK\r\n"), folder, Pace.system());
        assertThat(liveness.silent(PATIENCE)).isEqualTo("the SSH endpoint");
    }

    @Test
    void aPortThatListensEverywhereIsAskedOnLoopback() throws Exception {
        int port = saying("SSH-2.0-here\r\n").getPort();
        Liveness liveness =
                new Liveness(
                        new InetSocketAddress("0.0.0.0", port),
                        saying("HTTP/1.1 200 OK\r\n"),
                        folder,
                        Pace.system());
        assertThat(liveness.silent(PATIENCE)).isEmpty();
    }

    @Test
    void aDiskThatSaysNoHasAnswered() throws Exception {
        Liveness liveness =
                new Liveness(
                        saying("SSH-2.0-here\r\n"),
                        saying("HTTP/1.1 200 OK\r\n"),
                        folder.resolve("missing"),
                        Pace.system());
        assertThat(liveness.silent(PATIENCE)).isEmpty();
    }
}
