package org.vigia.chaos;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.vigia.shared.lifecycle.NamedThreads;
import org.vigia.shared.time.Pace;

@Timeout(30)
class LinkProxyTest {
    private ServerSocket echo;
    private LinkProxy proxy;

    @BeforeEach
    void open() throws IOException {
        echo = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        NamedThreads.start("echo", this::serve);
        proxy = LinkProxy.to(echo.getLocalPort(), Pace.system());
    }

    @AfterEach
    void close() throws IOException {
        proxy.close();
        echo.close();
    }

    private void serve() {
        while (!echo.isClosed()) {
            try {
                Socket socket = echo.accept();
                NamedThreads.start("echoing", () -> echo(socket));
            } catch (IOException e) {
                // The test is over.
            }
        }
    }

    private static void echo(Socket socket) {
        try (socket) {
            socket.getInputStream().transferTo(socket.getOutputStream());
        } catch (IOException e) {
            // The other end has gone.
        }
    }

    private Socket dial() throws IOException {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), proxy.port());
        socket.setSoTimeout(5000);
        return socket;
    }

    private static byte[] said(Socket socket, int bytes) throws IOException {
        socket.getOutputStream().write(new byte[bytes]);
        return socket.getInputStream().readNBytes(bytes);
    }

    @Test
    void whatIsSaidComesBack() throws IOException {
        try (Socket socket = dial()) {
            assertThat(said(socket, 100_000)).hasSize(100_000);
        }
    }

    @Test
    void aCutEndsConnectionsAndRefusesNewOnesUntilHealed() throws IOException {
        try (Socket socket = dial()) {
            said(socket, 10);
            proxy.cut();
            assertThat(endOf(socket)).isTrue();
        }
        try (Socket refused = dial()) {
            assertThat(endOf(refused)).isTrue();
        }
        proxy.heal();
        try (Socket socket = dial()) {
            assertThat(said(socket, 10)).hasSize(10);
        }
    }

    private static boolean endOf(Socket socket) throws IOException {
        try {
            return socket.getInputStream().read() < 0;
        } catch (SocketException e) {
            return true;
        }
    }

    @Test
    void aStallKeepsConnectionsAndBytes() throws IOException {
        try (Socket socket = dial()) {
            said(socket, 10);
            proxy.stall();
            socket.getOutputStream().write(new byte[10]);
            socket.setSoTimeout(300);
            assertThatThrownBy(() -> socket.getInputStream().read())
                    .isInstanceOf(SocketTimeoutException.class);
            proxy.heal();
            socket.setSoTimeout(5000);
            assertThat(socket.getInputStream().readNBytes(10)).hasSize(10);
        }
    }

    @Test
    void aSlowLineTakesItsTime() throws IOException {
        proxy.slow(20_000);
        Pace pace = Pace.system();
        try (Socket socket = dial()) {
            long begun = pace.nanos();
            said(socket, 10_000);
            assertThat(pace.nanos() - begun).isGreaterThan(400_000_000L);
        }
    }

    @Test
    void aBudgetEndsInTheMiddle() throws IOException {
        proxy.cutAfter(50_000);
        try (Socket socket = dial()) {
            socket.getOutputStream().write(new byte[200_000]);
            assertThat(socket.getInputStream().readAllBytes().length).isLessThan(50_001);
        } catch (SocketException e) {
            assertThat(e).hasMessageMatching("(?i).*(reset|broken|closed).*");
        }
    }
}
